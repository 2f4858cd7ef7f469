#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/detectors/quotes/quoting.h"

namespace newswatch::detectors::quotes {
namespace {

struct Case {
  std::string_view name;  ///< Letters and digits.
  std::string_view body;
  std::vector<std::string_view> names;
};

class Speakers : public testing::TestWithParam<Case> {};

TEST_P(Speakers, HaveTheFullestNameOfTheArticle) {
  EXPECT_THAT(names_in(GetParam().body), testing::ElementsAreArray(GetParam().names));
}

const Case kCases[] = {
    {"SurnameAlone", R"(Jane Doe came. "We will act," Doe said.)", {"Jane Doe"}},
    {"SurnameWithHonorific", R"(Jane Doe came. "We will act," Ms. Doe said.)", {"Jane Doe"}},
    {"HonorificTellsNamesakesApart",
     R"(Jane Doe and John Doe came. "We will act," Mr. Doe said. "No," Ms. Doe said.)",
     {"John Doe", "Jane Doe"}},
    {"Pronoun", R"(Jane Doe came. "We will act," she said.)", {"Jane Doe"}},
    {"PronounFollowsGender", R"(Jane Doe met John Roe. "We will act," he said.)", {"John Roe"}},
    {"PronounPrefersTheSubject",
     R"(John Roe spoke after Peter Poe. "We will act," he said.)",
     {"John Roe"}},
    {"PronounOfUnknownGender", R"(Xqz Doe came. "We will act," she said.)", {"Xqz Doe"}},
    {"TitleTellsWhoIsMeant",
     R"(Sen. Jane Doe met Gov. Ann Roe. "We will act," the senator said.)",
     {"Jane Doe"}},
    {"AppositionTellsWhoIsMeant",
     R"(Jane Doe, a teacher, met Ann Roe, a nurse. "We will act," the teacher said.)",
     {"Jane Doe"}},
    {"NewcomersHaveNoName", R"(Jane Doe came. "We will act," a spokesman said.)", {"a spokesman"}},
    {"Capitals", "JANE DOE came. \"We will act,\" Doe said.", {"JANE DOE"}},
    {"WhatBelongsToSomebodyIsAnother",
     R"(Jane Doe came. "We will act," Doe's aides said.)",
     {"Doe's aides"}},
    {"SomebodyBehindACommaIsAnother",
     R"(After a talk with Jane Doe, the minister said: "We will act.")",
     {"the minister"}},
    {"NobodyFits", R"("We will act," she said.)", {"she"}},
};
INSTANTIATE_TEST_SUITE_P(Names, Speakers, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::detectors::quotes
