#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/detectors/case_file.h"

namespace newswatch::detectors::officials {
namespace {

class OfficialCases : public testing::TestWithParam<Case> {};

/// Every mention, with the person and how the name led there; the office where the case names one.
TEST_P(OfficialCases, FindThesePeopleAndNoOthers) {
  const Case& test = GetParam();
  std::vector<std::string> expected;
  for (const Expectation& found : test.finds) {
    expected.push_back(
        fmt::format("{} is {} by {}", described(test.article, found.place), found.rule, found.by));
  }
  const Outcome outcome = run(test);
  std::vector<std::string> found;
  for (const alerts::Mention& mention : outcome.mentions) {
    found.push_back(fmt::format("{} is {} by {}", described(test.article, mention.place),
                                mention.official.value, mention.resolved_by));
  }
  ASSERT_THAT(found, testing::ElementsAreArray(expected));
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Expectation& wanted = test.finds[i];
    if (wanted.role) {
      EXPECT_EQ(outcome.mentions[i].role, *wanted.role) << found[i];
    }
    if (wanted.former_role) {
      EXPECT_EQ(outcome.mentions[i].former_role, *wanted.former_role) << found[i];
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, OfficialCases, testing::ValuesIn(read_cases("officials")),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace newswatch::detectors::officials
