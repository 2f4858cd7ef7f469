#include "consumers/file_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

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

std::string zstandard(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

std::string gzip(std::string_view text) {
  std::string packed(compressBound(text.size()) + 64, '\0');
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

struct Packing {
  std::string_view name;
  std::string (*pack)(std::string_view);
};
const Packing kPackings[] = {{"Gzip", gzip}, {"Zstandard", zstandard}};

class PackedFile : public FileSourceTest, public testing::WithParamInterface<Packing> {};

TEST_P(PackedFile, IsReadWhateverItsName) {
  std::string lines;
  for (int i = 0; i < 200'000; ++i) lines += std::to_string(i) + "\n";
  FileSource source({file("articles", GetParam().pack(lines))});
  const auto records = read_all(source);
  ASSERT_EQ(records.size(), 200'000U);
  EXPECT_EQ(records.back().payload, "199999");
  EXPECT_EQ(records.back().origin.offset, 200'000);
  EXPECT_EQ(source.progress().done, source.progress().total);
}

TEST_P(PackedFile, MayBeSeveralInOne) {
  FileSource source({file("a", GetParam().pack("1\n2") + GetParam().pack("3\n4\n"))});
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("1", "23", "4"));
}

TEST_P(PackedFile, OfNothingHoldsNoRecord) {
  FileSource source({file("a", GetParam().pack("")), file("b", "1\n")});
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("1"));
}

TEST_P(PackedFile, UnpacksToMuchMoreThanItIs) {
  FileSource source({file("a", GetParam().pack(std::string(20 << 20, '\n') + "1\n"))});
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("1"));
}

TEST_P(PackedFile, ThatIsCutIsToldOfWhereverItEnds) {
  const std::string whole = GetParam().pack("1\n2\n");
  for (std::size_t size = 4; size < whole.size(); ++size) {
    FileSource source({file("cut", whole.substr(0, size)), file("b", "3\n")});
    std::vector<Record> batch;
    Result<void> polled;
    while (polled && !source.at_end()) polled = source.poll(batch, 10, milliseconds(0));
    ASSERT_FALSE(polled) << size;
    EXPECT_THAT(polled.error().message, HasSubstr("cut: ends in the middle"));
    EXPECT_THAT(payloads(read_all(source)), ElementsAre("3"));
  }
}

TEST_P(PackedFile, ThatIsDamagedIsToldOfAndTheNextIsRead) {
  std::string damaged = GetParam().pack(std::string(1000, 'x') + "\n");
  damaged[damaged.size() / 2] ^= 0x7F;
  damaged[damaged.size() / 2 + 1] ^= 0x7F;
  FileSource source({file("damaged", damaged), file("b", "3\n")});
  std::vector<Record> batch;
  Result<void> polled;
  while (polled && !source.at_end()) polled = source.poll(batch, 10, milliseconds(0));
  ASSERT_FALSE(polled);
  EXPECT_THAT(polled.error().message, HasSubstr("damaged: is damaged"));
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("3"));
}

TEST_P(PackedFile, IsReadOnFromAnyPlace) {
  const std::vector<std::string> paths = {file("a", GetParam().pack("1\n\n2\n3\n")),
                                          file("b", "4\r\n5")};
  FileSource first(paths);
  std::vector<Record> rest, batch;
  std::vector<std::string> places = {first.position()};
  while (!first.at_end()) {
    ASSERT_TRUE(first.poll(batch, 1, milliseconds(0)));
    rest.insert(rest.end(), batch.begin(), batch.end());
    if (!batch.empty()) places.push_back(first.position());
  }
  ASSERT_THAT(payloads(rest), ElementsAre("1", "2", "3", "4", "5"));
  for (std::size_t read = 0; read < places.size(); ++read) {
    FileSource second(paths);
    ASSERT_TRUE(second.skip_to(places[read]));
    const auto records = read_all(second);
    ASSERT_EQ(records.size(), rest.size() - read);
    for (std::size_t i = 0; i < records.size(); ++i) {
      EXPECT_EQ(records[i].payload, rest[read + i].payload);
      EXPECT_EQ(records[i].origin.offset, rest[read + i].origin.offset);
    }
  }
}
INSTANTIATE_TEST_SUITE_P(Packings, PackedFile, testing::ValuesIn(kPackings),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_F(FileSourceTest, RefusesWhatIsNoPlace) {
  for (const char* position : {"", "a", "0 1", "2 0 0", "-1 0 0"}) {
    FileSource source({file("a", "1\n")});
    const auto skipped = source.skip_to(position);
    ASSERT_FALSE(skipped) << position;
    EXPECT_EQ(skipped.error().code, ErrorCode::WrongType);
  }
}

TEST_F(FileSourceTest, RefusesAPlaceBehindTheEnd) {
  FileSource source({file("a", "1\n")});
  const auto skipped = source.skip_to("0 3 1");
  ASSERT_FALSE(skipped);
  EXPECT_THAT(skipped.error().message, HasSubstr("is shorter than when it was read before"));
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
  EXPECT_EQ(source.progress().done, GetParam().content.size());
  EXPECT_EQ(source.progress().total, GetParam().content.size());
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
  EXPECT_EQ(source.progress().total, std::nullopt);
  std::vector<Record> batch;
  ASSERT_TRUE(source.poll(batch, 10, milliseconds(0)));
  EXPECT_THAT(batch, IsEmpty());
  ASSERT_EQ(::write(output.number(), "1\n2", 3), 3);
  ASSERT_TRUE(source.poll(batch, 10, milliseconds(0)));
  EXPECT_THAT(payloads(batch), ElementsAre("1"));
  output = FileDescriptor();
  EXPECT_THAT(payloads(read_all(source)), ElementsAre("2"));
  EXPECT_EQ(source.progress().done, 3U);
}

}  // namespace
}  // namespace newswatch::consumers
