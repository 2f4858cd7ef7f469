#include "rules/query_analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/query_parser.h"

namespace newswatch::rules {
namespace {

Query parsed(std::string_view text) {
  auto query = parse_query(text);
  EXPECT_TRUE(query) << text;
  return query ? std::move(query->query) : Query{};
}

struct Case {
  std::string_view name;
  std::string_view query;
  std::vector<std::string> words;
};

const Case kCases[] = {
    {"Word", "fentanyl", {"fentanyl"}},
    {"LongestOfAPhrase", "\"the foreign minister\"", {"minister"}},
    {"WildcardCountsHalf", "\"cooperat* talks\"", {"talks"}},
    {"ExactAsWritten", "raw:US", {"US"}},
    {"RarestOfAnAnd", "us AND fentanyl", {"fentanyl"}},
    {"AllOfAnOr", "us OR fentanyl", {"us", "fentanyl"}},
    {"FewestOfAnAnd", "us AND (fentanyl OR opioid)", {"us"}},
    {"RarerOfTwoOrs", "(a OR b) AND (fentanyl OR opioid)", {"fentanyl", "opioid"}},
    {"NotIsNoHelp", "us AND NOT fentanyl", {"us"}},
    {"OrWithANotIsNoHelp", "us AND (china OR NOT fentanyl)", {"us"}},
    {"NearNeedsBoth", "us NEAR/3 fentanyl", {"fentanyl"}},
    {"FieldOfAWord", "title:fentanyl", {"fentanyl"}},
    {"OrInsideNear", "(a OR b) ONEAR/3 us", {"us"}},
};

class RequiredWords : public testing::TestWithParam<Case> {};

TEST_P(RequiredWords, AreTheseFew) {
  const auto required = required_words(parsed(GetParam().query));
  ASSERT_TRUE(required);
  std::vector<std::string> words;
  for (const Word& word : *required) words.push_back(word.text);
  EXPECT_EQ(words, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(Queries, RequiredWords, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(RequiredWordsOf, ANotAreNone) {
  Query query{.kind = Query::Kind::Not};
  query.parts.push_back(parsed("a"));
  EXPECT_FALSE(required_words(query));
}

TEST(FieldsOf, AQuery) {
  using testing::ElementsAre;
  EXPECT_THAT(fields_of(parsed("a")), ElementsAre(Field::Title, Field::Body));
  EXPECT_THAT(fields_of(parsed("author:a")), ElementsAre(Field::Author));
  EXPECT_THAT(fields_of(parsed("author:a OR b")),
              ElementsAre(Field::Title, Field::Body, Field::Author));
  EXPECT_THAT(fields_of(parsed("title:a AND b")), ElementsAre(Field::Title));
  EXPECT_THAT(fields_of(parsed("b AND NOT title:a")), ElementsAre(Field::Title, Field::Body));
  EXPECT_THAT(fields_of(parsed("title:a NEAR/2 (b OR author:c)")), ElementsAre(Field::Title));
  EXPECT_THAT(fields_of(parsed("title:a AND body:b")), testing::IsEmpty());
}

}  // namespace
}  // namespace newswatch::rules
