#include "rule_tests/mutation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/query_parser.h"

namespace newswatch::rule_tests {
namespace {

struct Case {
  std::string_view name;
  std::string_view query;
  std::vector<std::string> mutants;  ///< What was removed, and what remained.
};

const Case kCases[] = {
    {"WordAlone", "a", {}},
    {"Phrase", "\"a b\"", {}},
    {"And", "a AND b", {"a -> b", "b -> a"}},
    {"OrOfThree", "a OR b OR c", {"a -> b OR c", "b -> a OR c", "c -> a OR b"}},
    // Without a, nothing is required.
    {"AndNot", "a AND NOT b", {"NOT b -> a"}},
    {"Near",
     "a NEAR/3 (b OR c)",
     {"a -> b OR c", "b OR c -> a", "b -> a NEAR/3 c", "c -> a NEAR/3 b"}},
    {"NotNear", "a NOT NEAR/3 b", {"b -> a"}},
    {"Field", "title:a AND b", {"title:a -> b", "title: -> a AND b", "b -> title:a"}},
    {"Count", "a{2,}", {"{2,} -> a"}},
    {"Position", "a[0..9]", {"[0..9] -> a"}},
    {"AtLeast",
     "ATLEAST/2(a b c)",
     {"a -> ATLEAST/2(b c)", "b -> ATLEAST/2(a c)", "c -> ATLEAST/2(a b)"}},
    {"AtLeastOfAll", "ATLEAST/2(a b)", {"a -> b", "b -> a"}},
    // Without b, the threshold is out of reach.
    {"Score",
     "score>=5 { a^2 b^4 c^1 d^-3 }",
     {"a -> score>=5 { b^4 c^1 d^-3 }", "c -> score>=5 { a^2 b^4 d^-3 }",
      "d -> score>=5 { a^2 b^4 c^1 }"}},
};

class Mutants : public testing::TestWithParam<Case> {};

TEST_P(Mutants, LackOneClauseEach) {
  const auto parsed = rules::parse_query(GetParam().query);
  ASSERT_TRUE(parsed);
  std::vector<std::string> found;
  for (const Mutant& mutant : mutants_of(parsed->query)) {
    found.push_back(mutant.removed + " -> " + to_string(mutant.query));
  }
  EXPECT_THAT(found, testing::UnorderedElementsAreArray(GetParam().mutants));
}

INSTANTIATE_TEST_SUITE_P(Queries, Mutants, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::rule_tests
