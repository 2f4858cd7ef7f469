#include "rules/query_lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/query_parser.h"

namespace newswatch::rules {
namespace {

struct Case {
  std::string_view name;
  std::string_view query;
  std::vector<std::string> warnings;  ///< The beginning of each.
};

const Case kCases[] = {
    {"Sound", "fentanyl NEAR/12 (precursor* OR policy) AND NOT title:patch AND lang:en", {}},
    {"FewLetters",
     "china AND (ab* OR *s OR t?o*)",
     {"ab* matches every word", "*s matches every word", "t?o* matches every word"}},
    {"OneCharacterOnly", "china AND a?", {}},
    {"FewLettersInAPhrase", "\"china b*\"", {"b* matches"}},
    {"NeedlessAlternative", "sanction OR sanction*", {"sanction is needless beside sanction*"}},
    {"NeedlessWildcard", "sanctio* OR sanction*", {"sanction* is needless beside sanctio*"}},
    {"DifferentWildcards", "sanction* OR embargo*", {}},
    {"AlternativeTwice", "a OR b OR a", {"a stands twice among the alternatives"}},
    {"ConditionTwice", "a AND b AND a", {"a stands twice in an AND"}},
    {"NeverMet", "a AND NOT a", {"a AND NOT a can never be met"}},
    {"AlwaysMet", "b AND (a OR NOT a)", {"a OR NOT a is always met"}},
    {"LanguagesThatExclude", "a AND lang:en AND lang:de", {"lang:en AND lang:de can never"}},
    {"LanguageInALanguage", "a AND lang:en AND lang:en-GB", {}},
    {"LanguagesInCommon", "a AND lang:(en OR de) AND lang:(de OR fr)", {}},
    {"NegatedLanguages", "a AND NOT lang:en AND NOT lang:de", {}},
    {"MappedFieldsThatHaveSeveralValues", "a AND tags:x AND tags:y", {}},
    {"MappedTwice", "a AND tags:x AND tags:x", {"tags:x stands twice in an AND"}},
    {"Withdrawn", "a AND status:withdrawn", {"status:withdrawn is never met"}},
    {"Deep", "title:(a NEAR/3 (b OR b))", {"b stands twice"}},
};

class Lint : public testing::TestWithParam<Case> {};

TEST_P(Lint, WarnsOfThese) {
  const std::vector<std::string> mapped{"tags"};
  const auto parsed = parse_query(GetParam().query, {.metadata = mapped});
  ASSERT_TRUE(parsed) << parsed.error().message;
  const auto found = lint_query(parsed->query);
  ASSERT_EQ(found.size(), GetParam().warnings.size()) << testing::PrintToString(found);
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_THAT(found[i], testing::StartsWith(GetParam().warnings[i]));
  }
}

INSTANTIATE_TEST_SUITE_P(Queries, Lint, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::rules
