#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/detectors/case_file.h"

namespace newswatch::detectors {
namespace {

std::string name_of(const testing::TestParamInfo<Case>& test) { return test.param.name; }

class WordCases : public testing::TestWithParam<Case> {};

/// The words of every match, with the rule that asked for them.
TEST_P(WordCases, FindTheseWordsAndNoOthers) {
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

// A line for each detector whose matches are words.
INSTANTIATE_TEST_SUITE_P(Statements, WordCases, testing::ValuesIn(read_cases("statements")),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Topics, WordCases, testing::ValuesIn(read_cases("topics")), name_of);

}  // namespace
}  // namespace newswatch::detectors
