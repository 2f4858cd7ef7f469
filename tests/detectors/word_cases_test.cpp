#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/detectors/case_file.h"

namespace newswatch::detectors::topics {
namespace {

class TopicCases : public testing::TestWithParam<Case> {};

/// The words of every match, with the rule that asked for them.
TEST_P(TopicCases, FindTheseWordsAndNoOthers) {
  const Case& test = GetParam();
  std::vector<std::string> expected;
  for (const Expectation& found : test.finds) {
    expected.push_back(fmt::format("{}: {}", found.rule, described(test.article, found.place)));
  }
  const Outcome outcome = run(test);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < outcome.matches.size(); ++i) {
    found.push_back(fmt::format("{}: {}", outcome.match_rules[i],
                                described(test.article, outcome.matches[i].place)));
  }
  EXPECT_THAT(found, testing::ElementsAreArray(expected));
  EXPECT_EQ(outcome.rule_ids.empty(), test.finds.empty());
}

INSTANTIATE_TEST_SUITE_P(Files, TopicCases, testing::ValuesIn(read_cases("topics")),
                         [](const auto& test) { return test.param.name; });

/// Statements are queries for quotations.
INSTANTIATE_TEST_SUITE_P(Statements, TopicCases, testing::ValuesIn(read_cases("statements")),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace newswatch::detectors::topics
