#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "rules/rule_files.h"

namespace newswatch::rules {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RuleFolder : public testing::Test {
 protected:
  RuleFolder() {
    std::string pattern = (fs::temp_directory_path() / "newswatch-rules-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~RuleFolder() override { fs::remove_all(folder_); }

  /// Writes a file with one topic.
  void write(const fs::path& name, const std::string& id) {
    write_text(name, "topics: [{id: " + id + ", name: A}]\n");
  }
  void write_text(const fs::path& name, std::string_view text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  std::vector<std::string> ids(const fs::path& path) {
    std::vector<std::string> all;
    for (const RuleEntry& rule : load_rule_files(path.string(), {"topics"}, problems_)) {
      all.push_back(rule.summary.id.value);
    }
    return all;
  }
  std::vector<std::string> errors() const {
    std::vector<std::string> all;
    for (const Problem& problem : problems_.errors) all.push_back(to_string(problem));
    return all;
  }

  fs::path folder_;
  Problems problems_;
};

TEST_F(RuleFolder, ReadsOneFileWhateverItsName) {
  write("rules.txt", "a");
  EXPECT_THAT(ids(folder_ / "rules.txt"), ElementsAre("a"));
  EXPECT_THAT(errors(), IsEmpty());
}

TEST_F(RuleFolder, ReadsEveryYamlFileInOrderOfPath) {
  write("b.yaml", "b");
  write("a.yaml", "a");
  write("deep/er/c.yaml", "c");
  EXPECT_THAT(ids(folder_), ElementsAre("a", "b", "c"));
  EXPECT_THAT(errors(), IsEmpty());
}

TEST_F(RuleFolder, PassesOverOtherFiles) {
  write("a.yaml", "a");
  write("a.test.yaml", "b");
  write(".hidden.yaml", "c");
  write(".git/d.yaml", "d");
  write("e.yml", "e");
  write("f.yaml~", "f");
  write("yaml", "g");
  EXPECT_THAT(ids(folder_), ElementsAre("a"));
  EXPECT_THAT(errors(), IsEmpty());
}

TEST_F(RuleFolder, ReadsAConfigMapOnce) {
  // As the kubelet mounts them: files are links through ..data to the folder of the day.
  write("..2026_01_01/a.yaml", "a");
  write("..2026_01_01/b.yaml", "b");
  fs::create_symlink("..2026_01_01", folder_ / "..data");
  fs::create_symlink("..data/a.yaml", folder_ / "a.yaml");
  fs::create_symlink("..data/b.yaml", folder_ / "b.yaml");
  EXPECT_THAT(ids(folder_), ElementsAre("a", "b"));
  EXPECT_THAT(errors(), IsEmpty());
}

TEST_F(RuleFolder, FollowsALinkedFolder) {
  write("..data/sub/a.yaml", "a");
  fs::create_symlink("..data/sub", folder_ / "sub");
  EXPECT_THAT(ids(folder_), ElementsAre("a"));
  EXPECT_THAT(errors(), IsEmpty());
}

TEST_F(RuleFolder, MayItselfBeALink) {
  write("real/a.yaml", "a");
  fs::create_symlink("real", folder_ / "link");
  EXPECT_THAT(ids(folder_ / "link"), ElementsAre("a"));
  EXPECT_THAT(errors(), IsEmpty());
}

TEST_F(RuleFolder, ReportsALinkThatLeadsNowhere) {
  write("a.yaml", "a");
  fs::create_symlink("gone.yaml", folder_ / "b.yaml");
  ids(folder_);
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("b.yaml: can't be read")));
}

TEST_F(RuleFolder, ReportsALoopOfLinks) {
  write("a.yaml", "a");
  fs::create_symlink(".", folder_ / "loop");
  ids(folder_);
  EXPECT_FALSE(errors().empty());
}

TEST_F(RuleFolder, IsRefusedWhenEmpty) {
  EXPECT_THAT(ids(folder_), IsEmpty());
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("holds no rules")));
}

TEST_F(RuleFolder, IsRefusedWhenItHoldsOnlyOtherFiles) {
  write("a.test.yaml", "a");
  EXPECT_THAT(ids(folder_), IsEmpty());
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("holds no rules")));
}

TEST_F(RuleFolder, ReportsAPathThatIsNotThere) {
  EXPECT_THAT(ids(folder_ / "nothing"), IsEmpty());
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("nothing: can't be read")));
}

TEST_F(RuleFolder, ReportsAFileThatMayNotBeRead) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
  write("a.yaml", "a");
  fs::permissions(folder_ / "a.yaml", fs::perms::none);
  EXPECT_THAT(ids(folder_), IsEmpty());
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("a.yaml: can't be read")));
}

TEST_F(RuleFolder, ReportsAnIdThatTwoFilesHave) {
  write("a.yaml", "same");
  write("b.yaml", "same");
  ids(folder_);
  ASSERT_EQ(errors().size(), 1U);
  EXPECT_THAT(errors()[0], HasSubstr("b.yaml:1:10: the id \"same\" stands already at"));
  EXPECT_THAT(errors()[0], HasSubstr("a.yaml:1"));
}

TEST_F(RuleFolder, ReportsTheProblemsOfAllFiles) {
  write_text("a.yaml", "topics: [");
  write_text("b.yaml", "topis: []");
  write_text("c.yaml", "topics: [{id: c}]");
  ids(folder_);
  EXPECT_THAT(errors(),
              ElementsAre(HasSubstr("a.yaml:1:"), HasSubstr("b.yaml:1:1: unknown section"),
                          HasSubstr("c.yaml:1:10: \"name\" is missing")));
}

TEST_F(RuleFolder, GivesEachFileItsOwnDefaults) {
  write_text("a.yaml", "defaults: {severity: high}\ntopics: [{id: a, name: A}]");
  write("b.yaml", "b");
  const auto rules = load_rule_files(folder_.string(), {"topics"}, problems_);
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].summary.severity, "high");
  EXPECT_EQ(rules[1].summary.severity, "medium");
}

}  // namespace
}  // namespace newswatch::rules
