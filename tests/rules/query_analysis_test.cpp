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

/// Long words are rare here, and wildcards twice as frequent as they look.
double share_by_length(const Feature& feature) {
  if (feature.word == nullptr) return 0.01;
  const bool wild = feature.word->form == Word::Form::Wildcard;
  return (wild ? 2.0 : 1.0) / (1.0 + static_cast<double>(feature.word->text.size()));
}

/// The alternatives that a query would be looked up by.
std::vector<std::string> best(const Query& query) {
  const auto groups = required_features(query, share_by_length);
  std::vector<std::string> texts;
  if (groups.empty()) return texts;
  for (const Feature& feature : groups.front()) {
    texts.push_back(feature.word != nullptr ? feature.word->text : to_string(*feature.mention));
  }
  return texts;
}

struct Case {
  std::string_view name;
  std::string_view query;
  std::vector<std::string> features;
};

const Case kCases[] = {
    {"Word", "fentanyl", {"fentanyl"}},
    {"RarestOfAPhrase", "\"the foreign minister\"", {"minister"}},
    {"AnyWordOfAPhraseIsNoHelp", "\"a * b\"", {"a"}},
    {"WildcardIsMoreFrequent", "\"cooperat* talks\"", {"talks"}},
    {"ExactAsWritten", "raw:US", {"US"}},
    {"RarestOfAnAnd", "us AND fentanyl", {"fentanyl"}},
    {"AllOfAnOr", "us OR fentanyl", {"us", "fentanyl"}},
    {"RarerOfTwoOrs", "(a OR b) AND (fentanyl OR opioid)", {"fentanyl", "opioid"}},
    {"NotIsNoHelp", "us AND NOT fentanyl", {"us"}},
    {"OrWithANotIsNoHelp", "us AND (china OR NOT fentanyl)", {"us"}},
    {"NearNeedsBoth", "us NEAR/3 fentanyl", {"fentanyl"}},
    {"SentenceNeedsBoth", "us SENT fentanyl", {"fentanyl"}},
    {"NotNearNeedsTheFirst", "us NOT NEAR/3 fentanyl", {"us"}},
    {"FieldOfAWord", "title:fentanyl", {"fentanyl"}},
    {"OrInsideNear", "(a OR b) ONEAR/3 us", {"us"}},
    {"MetadataIsNoHelp", "lang:en AND us", {"us"}},
    {"OfficialIsRare", "official:jane-doe AND us", {"official:jane-doe"}},
    {"OneOfThreeNeedsAll", "ATLEAST/1(us china fentanyl)", {"fentanyl", "china", "us"}},
    {"TwoOfThreeNeedTwo", "ATLEAST/2(us china fentanyl)", {"fentanyl", "china"}},
    {"AllOfThreeNeedEach", "ATLEAST/3(us china fentanyl)", {"fentanyl"}},
    {"CountNeedsTheWord", "us{2,} AND china", {"china"}},
    {"CountOfNoneIsNoHelp", "china{0,3} AND us", {"us"}},
    {"PositionNeedsTheWord", "china[..80] AND us", {"china"}},
    {"SloppyPhrase", "\"ban precursors\"~5", {"precursors"}},
    // Without fentanyl the others reach 8 of 10.
    {"ScoreNeedsWhatReachesIt", "score>=10 { fentanyl^8 china^5 us^3 }", {"fentanyl"}},
    {"ScoreOfRepetitions", "score>=10 { us^2x3 china^5 fentanyl^5 }", {"china", "fentanyl"}},
    {"ScorePenaltyIsNoHelp", "score>=10 { fentanyl^10 us^-5 }", {"fentanyl"}},
};

class RequiredFeatures : public testing::TestWithParam<Case> {};

TEST_P(RequiredFeatures, AreTheseFew) {
  const Query query = parsed(GetParam().query);
  EXPECT_THAT(best(query), testing::UnorderedElementsAreArray(GetParam().features));
}

INSTANTIATE_TEST_SUITE_P(Queries, RequiredFeatures, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(RequiredFeaturesOf, ANotAreNone) {
  Query query{.kind = Query::Kind::Not};
  query.parts.push_back(parsed("a"));
  EXPECT_TRUE(required_features(query, share_by_length).empty());
  EXPECT_FALSE(has_required_word(query));
}

TEST(RequiredFeaturesOf, AScoreThatNothingMustReachAreNone) {
  Query query{.kind = Query::Kind::Score, .weights = {{.points = 1, .times = 1}}, .threshold = 0};
  query.parts.push_back(parsed("a"));
  EXPECT_FALSE(has_required_word(query));
}

TEST(RequiredFeaturesOf, DoNotDependOnTheFrequencies) {
  // The five words together are in more articles than there are.
  const Query query = parsed("score>=2 { lang:en^1 (a OR b OR c OR d OR e)^2 }");
  EXPECT_FALSE(required_features(query, [](const Feature&) { return 1.0; }).empty());
}

TEST(HasPlace, IsFalseForConditionsAlone) {
  const auto place_of_part = [](std::string_view text) {
    return has_place(parsed(text).parts.back());
  };
  EXPECT_FALSE(place_of_part("a AND NOT b"));
  EXPECT_FALSE(place_of_part("a AND lang:en"));
  EXPECT_FALSE(place_of_part("a AND (b OR lang:en)"));
  EXPECT_FALSE(place_of_part("a AND b{0,3}"));
  EXPECT_TRUE(place_of_part("a AND (b AND lang:en)"));
  EXPECT_TRUE(place_of_part("a AND official:x"));
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
