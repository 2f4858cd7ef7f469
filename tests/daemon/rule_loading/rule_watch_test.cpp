#include "daemon/rule_loading/rule_watch.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "daemon/process/temporary_folder.h"

namespace newswatch::daemon {
namespace {

namespace fs = std::filesystem;

class Watched : public testing::Test {
 protected:
  Watched() {
    write("rules/one.yaml", "one");
    watch_.mark_known();
  }

  void write(const std::string& name, std::string_view text) {
    fs::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name) << text;
  }
  /// A look that finds a change, and one that finds it settled.
  bool sees_a_change() { return !watch_.has_settled_change() && watch_.has_settled_change(); }

  const TemporaryFolder folder_ = *TemporaryFolder::create();
  RuleWatch watch_{(folder_.path() / "rules").string()};
};

TEST_F(Watched, FilesThatStayTheSameAreNoChange) {
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(watch_.has_settled_change());
}

TEST_F(Watched, AChangedFileIsSeenOnce) {
  write("rules/one.yaml", "another");
  EXPECT_TRUE(sees_a_change());
  EXPECT_FALSE(watch_.has_settled_change());
}

TEST_F(Watched, AFileThatIsStillWrittenIsNot) {
  write("rules/one.yaml", "half");
  EXPECT_FALSE(watch_.has_settled_change());
  write("rules/one.yaml", "now whole");
  EXPECT_FALSE(watch_.has_settled_change());
  EXPECT_TRUE(watch_.has_settled_change());
}

TEST_F(Watched, NewAndLostFilesAreSeen) {
  write("rules/deep/two.yaml", "two");
  EXPECT_TRUE(sees_a_change());
  fs::remove(folder_.path() / "rules/one.yaml");
  EXPECT_TRUE(sees_a_change());
}

TEST_F(Watched, OtherFilesDoNotMatter) {
  write("rules/notes.txt", "x");
  write("rules/one.test.yaml", "x");
  write("rules/.hidden.yaml", "x");
  EXPECT_FALSE(watch_.has_settled_change());
  EXPECT_FALSE(watch_.has_settled_change());
}

// Kubernetes mounts a ConfigMap so: ..data leads to a folder with a date, and is swapped.
TEST_F(Watched, ASwappedLinkIsSeen) {
  write("rules/..2026_01/map.yaml", "old");
  write("rules/..2026_02/map.yaml", "new");
  const fs::path rules = folder_.path() / "rules";
  fs::create_directory_symlink("..2026_01", rules / "..data");
  fs::create_symlink("..data/map.yaml", rules / "map.yaml");
  watch_.mark_known();
  fs::create_directory_symlink("..2026_02", rules / "..data_tmp");
  fs::rename(rules / "..data_tmp", rules / "..data");
  EXPECT_TRUE(sees_a_change());
}

TEST_F(Watched, WhatIsMarkedIsKnown) {
  write("rules/one.yaml", "another");
  watch_.mark_known();
  EXPECT_FALSE(watch_.has_settled_change());
}

}  // namespace
}  // namespace newswatch::daemon
