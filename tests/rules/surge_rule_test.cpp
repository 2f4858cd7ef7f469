#include "rules/surge_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace newswatch::rules {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kTopic = "topics: [{id: fentanyl, name: F, query: x}]\n";

std::vector<SurgeRule> read(const std::string& surge, Problems& problems) {
  const auto entries =
      read_rules(kTopic + "surges: [" + surge + "]", "a.yaml", {"topics", "surges"}, problems);
  constexpr std::array<std::string_view, 2> kSections = {"topics", "surges"};
  return read_surges(entries, kSections, directory_of(entries, {}, false), problems);
}

TEST(SurgeRules, SayWhatTheyWatchAndHow) {
  Problems problems;
  const auto rules = read(
      "{id: s, name: S, of: fentanyl, window: 6h, baseline: 14d, cool_down: 1d, least_outlets: 5, "
      "least_level: 2}",
      problems);
  EXPECT_THAT(problems.errors, IsEmpty());
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(rules[0].of, "fentanyl");
  EXPECT_EQ(rules[0].window, std::chrono::hours(6));
  EXPECT_EQ(rules[0].baseline, std::chrono::days(14));
  EXPECT_EQ(rules[0].cool_down, std::chrono::days(1));
  EXPECT_EQ(rules[0].least_outlets, 5U);
  EXPECT_EQ(rules[0].least_level, 2U);
  EXPECT_FALSE(rules[0].summary.version.empty());
}

struct Case {
  std::string_view name;
  std::string surge;
  std::string_view problem;
};
const Case kCases[] = {
    {"NoTarget", "{id: s, name: S}", "a.yaml:2:10: \"of\" is missing"},
    {"Misspelt", "{id: s, name: S, of: fentanil}",
     "a.yaml:2:31: no rule to watch has the id \"fentanil\"; did you mean \"fentanyl\"?"},
    {"OfASurge", "{id: s, name: S, of: s}", "no rule to watch has the id \"s\""},
    {"OddWindow", "{id: s, name: S, of: fentanyl, window: 5h}", "a day is no multiple of 5h"},
    {"HalfHours", "{id: s, name: S, of: fentanyl, window: 90m}", "a day is no multiple of 90m"},
    {"ShortBaseline", "{id: s, name: S, of: fentanyl, baseline: 1d}", "a duration from 7d to 28d"},
    {"NoSuchLevel", "{id: s, name: S, of: fentanyl, least_level: 4}", "a whole number from 1 to 3"},
    {"UnknownKey", "{id: s, name: S, of: fentanyl, windows: 1h}", "did you mean \"window\"?"},
};
class SurgeRuleProblems : public testing::TestWithParam<Case> {};

TEST_P(SurgeRuleProblems, AreTold) {
  Problems problems;
  EXPECT_THAT(read(GetParam().surge, problems), IsEmpty());
  std::vector<std::string> messages;
  for (const Problem& problem : problems.errors) messages.push_back(to_string(problem));
  EXPECT_THAT(messages, ElementsAre(HasSubstr(std::string(GetParam().problem))));
}
INSTANTIATE_TEST_SUITE_P(Surges, SurgeRuleProblems, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::rules
