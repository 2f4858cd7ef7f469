#include "daemon/commands/command_pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "daemon/commands/command_tree.h"

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Command& find(const Command& from, const std::string& path) {
  const Command* found = nullptr;
  for_each_command(from, [&](const Command& command) {
    if (command.path == path) found = &command;
  });
  EXPECT_NE(found, nullptr) << path;
  return found == nullptr ? from : *found;
}

const CommandOption& option(const Command& command, const std::string& name) {
  for (const CommandOption& one : command.options)
    if (std::ranges::find(one.names, name) != one.names.end()) return one;
  ADD_FAILURE() << name;
  return command.options.front();
}

TEST(CommandTree, HoldsWhatTheCommandLineTakes) {
  const Command all = command_tree();
  EXPECT_EQ(all.name, "newswatch");
  const Command& replay = find(all, "newswatch replay");
  EXPECT_TRUE(option(replay, "--rules").is_required);
  EXPECT_EQ(option(replay, "--rules").value, "value");
  EXPECT_EQ(option(replay, "--strict").value, "");
  EXPECT_EQ(option(replay, "--help").value, "");
  const auto articles = std::ranges::find(replay.options, "ARTICLES", &CommandOption::value);
  ASSERT_NE(articles, replay.options.end());
  EXPECT_TRUE(articles->is_repeated);
  const Command& validate = find(all, "newswatch validate");
  EXPECT_THAT(option(validate, "--output").choices, ElementsAre("text", "json"));
  find(all, "newswatch import wikidata");
}

TEST(CommandPages, NameEveryCommandAndOption) {
  std::string man = man_page();
  std::erase(man, '\\');  // which shields hyphens
  const std::string pages[] = {bash_completion(), zsh_completion(), fish_completion(), man};
  for_each_command(command_tree(), [&](const Command& command) {
    for (const std::string& page : pages) EXPECT_THAT(page, HasSubstr(command.name));
    for (const CommandOption& one : command.options) {
      for (const std::string& name : one.names) {
        EXPECT_THAT(pages[0], HasSubstr(name));
        EXPECT_THAT(pages[1], HasSubstr("'" + name + "["));
        EXPECT_THAT(pages[2], HasSubstr((name.starts_with("--") ? "-l " : "-s ") +
                                        name.substr(name.find_first_not_of('-'))));
        EXPECT_THAT(man + " -h --help", HasSubstr(name));
      }
    }
  });
}

TEST(CommandPages, EscapeWhatRoffWouldTakeForItself) {
  EXPECT_THAT(man_page(), HasSubstr("\\fB\\-\\-rules\\fR \\fIvalue\\fR"));
  EXPECT_THAT(man_page(), Not(HasSubstr(" --rules")));
}

}  // namespace
}  // namespace newswatch::daemon
