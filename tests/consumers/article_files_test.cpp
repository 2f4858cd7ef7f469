#include "consumers/article_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace newswatch::consumers {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

/// A folder with an archive in it.
class ArticleFiles : public testing::Test {
 protected:
  ArticleFiles() {
    auto name = (std::filesystem::temp_directory_path() / "newswatch-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    std::filesystem::create_directories(folder_ / "2026" / "11");
    std::filesystem::create_directories(folder_ / ".old");
    std::filesystem::create_directories(folder_ / "empty");
    for (const char* file :
         {"2026/11/b.ndjson.gz", "2026/11/a.ndjson.zst", "2026/c.jsonl", "d.json", "notes.txt",
          "e.ndjson.bz2", ".hidden.ndjson", ".old/f.ndjson", "g[1].ndjson"})
      std::ofstream(folder_ / file) << "x";
  }
  ~ArticleFiles() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};

struct Case {
  std::string_view name;
  std::string argument;
  std::vector<std::string> files;
};
class ArticleFilesOf : public ArticleFiles, public testing::WithParamInterface<Case> {};
TEST_P(ArticleFilesOf, AreInTheOrderOfTheirPaths) {
  std::vector<std::string> expected;
  for (const std::string& file : GetParam().files) expected.push_back(path(file));
  const auto found = find_article_files({path(GetParam().argument)});
  ASSERT_TRUE(found);
  EXPECT_THAT(*found, ElementsAreArray(expected));
}
const Case kCases[] = {
    {"AFolder",
     "",
     {"2026/11/a.ndjson.zst", "2026/11/b.ndjson.gz", "2026/c.jsonl", "d.json", "g[1].ndjson"}},
    {"APattern", "2026/11/*.ndjson.*", {"2026/11/a.ndjson.zst", "2026/11/b.ndjson.gz"}},
    {"AFile", "notes.txt", {"notes.txt"}},
    {"AFileNamedAsAPattern", "g[1].ndjson", {"g[1].ndjson"}},
    {"AMissingFile", "missing.ndjson", {"missing.ndjson"}},
};
INSTANTIATE_TEST_SUITE_P(Arguments, ArticleFilesOf, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_F(ArticleFiles, KeepTheOrderOfTheArguments) {
  const auto found = find_article_files({path("d.json"), "-", path("2026/11")});
  ASSERT_TRUE(found);
  EXPECT_THAT(*found,
              ElementsAreArray({path("d.json"), std::string("-"), path("2026/11/a.ndjson.zst"),
                                path("2026/11/b.ndjson.gz")}));
}

TEST_F(ArticleFiles, AreAskedForWhereThereAreNone) {
  const auto folder = find_article_files({path("empty")});
  ASSERT_FALSE(folder);
  EXPECT_THAT(folder.error().message, HasSubstr("empty: holds no file named *.ndjson"));
  const auto pattern = find_article_files({path("nothing-*")});
  ASSERT_FALSE(pattern);
  EXPECT_THAT(pattern.error().message, HasSubstr("nothing-*: no file is named so"));
}

}  // namespace
}  // namespace newswatch::consumers
