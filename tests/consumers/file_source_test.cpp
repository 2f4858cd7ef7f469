#include "consumers/file_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace newswatch::consumers {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;

/// A file of its own for each test.
class FileSourceTest : public testing::Test {
 protected:
  FileSourceTest() {
    auto name = (std::filesystem::temp_directory_path() / "newswatch-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FileSourceTest() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, std::string_view content) {
    const auto path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  static std::vector<Record> read_all(FileSource& source) {
    std::vector<Record> all;
    std::vector<Record> batch;
    while (!source.at_end()) {
      EXPECT_TRUE(source.poll(batch, 1000, milliseconds(0)));
      all.insert(all.end(), batch.begin(), batch.end());
    }
    return all;
  }
  static std::vector<std::string> payloads(const std::vector<Record>& records) {
    std::vector<std::string> all;
    for (const auto& record : records) all.push_back(record.payload);
    return all;
  }

  std::filesystem::path folder_;
};

TEST_F(FileSourceTest, RefusesCompressedFilesAndGoesOn) {
  FileSource source({file("a.gz", "\x1F\x8B\b rest\n"), file("b.zst", "\x28\xB5\x2F\xFD rest\n"),
                     file("c.ndjson", "a\n")});
  std::vector<Record> batch;
  for (const char* const unpack : {"zcat", "zstdcat"}) {
    const auto polled = source.poll(batch, 10, milliseconds(0));
    ASSERT_FALSE(polled);
    EXPECT_THAT(polled.error().message, HasSubstr(unpack));
    EXPECT_THAT(batch, IsEmpty());
  }
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("a"));
}

struct Case {
  std::string_view name;
  std::string_view content;
  std::vector<std::string> lines;
};
const Case kCases[] = {
    {"Lines", "a\nb\n", {"a", "b"}},
    {"LastWithoutNewline", "a\nb", {"a", "b"}},
    {"BlankLines", "\na\n \t\n\r\nb\n\n", {"a", "b"}},
    {"CarriageReturns", "a\r\nb\r\n", {"a", "b"}},
    {"OnlyTheLastCarriageReturnIsCut", "a\r\r\n", {"a\r"}},
    {"ZeroBytesInside", std::string_view("a\0b\n", 4), {std::string("a\0b", 3)}},
    {"Empty", "", {}},
    {"OnlyANewline", "\n", {}},
};
class FileSourceLines : public FileSourceTest, public testing::WithParamInterface<Case> {};
TEST_P(FileSourceLines, AreRecords) {
  FileSource source({file("articles.ndjson", GetParam().content)});
  EXPECT_THAT(payloads(read_all(source)), ElementsAreArray(GetParam().lines));
  EXPECT_EQ(source.bytes_read(), GetParam().content.size());
  EXPECT_EQ(source.total_bytes(), GetParam().content.size());
}
INSTANTIATE_TEST_SUITE_P(Files, FileSourceLines, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_F(FileSourceTest, NumbersTheLinesOfEachFile) {
  const auto first = file("a.ndjson", "1\n\n3\n");
  const auto second = file("b.ndjson", "1\n");
  FileSource source({first, second});
  std::vector<std::pair<std::string, std::int64_t>> places;
  for (const auto& record : read_all(source))
    places.emplace_back(record.origin.topic, record.origin.offset);
  EXPECT_THAT(places, ElementsAre(std::pair(first, 1), std::pair(first, 3), std::pair(second, 1)));
}

TEST_F(FileSourceTest, TakesLinesLongerThanItsChunks) {
  const std::string line(3 << 20, 'x');
  FileSource source({file("long.ndjson", line + "\nshort\n")});
  EXPECT_THAT(payloads(read_all(source)), ElementsAre(line, "short"));
}

TEST_F(FileSourceTest, NamesAMissingFileAndGoesOnAfterIt) {
  const auto missing = (folder_ / "missing.ndjson").string();
  FileSource source({file("a.ndjson", "1\n"), missing, file("b.ndjson", "2\n")});
  std::vector<Record> batch;
  ASSERT_TRUE(source.poll(batch, 10, milliseconds(0)));
  EXPECT_THAT(payloads(batch), ElementsAre("1"));
  const auto failed = source.poll(batch, 10, milliseconds(0));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::Io);
  EXPECT_THAT(failed.error().message, HasSubstr(missing));
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("2"));
}

TEST_F(FileSourceTest, NamesAFolderThatIsNoFile) {
  FileSource source({folder_.string()});
  std::vector<Record> batch;
  const auto failed = source.poll(batch, 10, milliseconds(0));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::Io);
  EXPECT_THAT(failed.error().message, HasSubstr(folder_.string()));
  EXPECT_TRUE(source.at_end());
}

TEST_F(FileSourceTest, ReadsAPipeAsItsWriterGoesOn) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const FileDescriptor input(pipe[0]);
  FileDescriptor output(pipe[1]);
  FileSource source({"-"}, input.number());
  EXPECT_EQ(source.total_bytes(), std::nullopt);
  std::vector<Record> batch;
  ASSERT_TRUE(source.poll(batch, 10, milliseconds(0)));
  EXPECT_THAT(batch, IsEmpty());
  ASSERT_EQ(::write(output.number(), "1\n2", 3), 3);
  ASSERT_TRUE(source.poll(batch, 10, milliseconds(0)));
  EXPECT_THAT(payloads(batch), ElementsAre("1"));
  output = FileDescriptor();
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("2"));
  EXPECT_EQ(source.bytes_read(), 3U);
}

}  // namespace
}  // namespace newswatch::consumers
