#include "rules/query_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/query_prefixes.h"

namespace newswatch::rules {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

struct Case {
  std::string_view name;
  std::string text;
  std::vector<std::string_view> words;  ///< All stand in the message.
};

const Case kErrors[] = {
    {"Empty", "", {"is empty"}},
    {"Blank", " \n\t ", {"is empty"}},
    {"TwoWords",
     "fentanyl china",
     {"no operator", "fentanyl AND china", "\"fentanyl china\"", "character 10"}},
    {"TwoWordsInBrackets", "(fentanyl china)", {"fentanyl AND china", "\"fentanyl china\""}},
    {"TwoWordsBehindAnOperator", "a AND b c", {"b AND c", "\"b c\"", "character 9"}},
    {"TwoWordsBehindWideLetters", "çé ñ", {"character 4"}},
    {"MisspeltField", "titel:fentanyl", {"unknown field \"titel\"", "did you mean \"title\"?"}},
    {"MetadataAlone", "lang:en", {"no required word"}},
    {"MetadataWithoutValue", "a AND lang:", {"expected a value for lang:", "the end"}},
    {"MetadataBeforeAnOperator", "lang: AND a", {"expected a value for lang:", "\"AND\""}},
    {"MetadataListUnclosed", "a AND lang:(en OR de", {"expected OR or )", "the end"}},
    {"MetadataEmptyList", "a AND lang:()", {"expected a value"}},
    {"StatusThatIsNone", "a AND status:withdrwn", {"no article has the status", "withdrawn"}},
    {"OfficialWithoutId", "official:", {"expected an id behind official:"}},
    {"OfficialEmpty", "official:\"\"", {"expected an id behind official:"}},
    {"RoleWithoutId", "role: AND a", {"expected an id behind role:"}},
    {"AtWithoutName", "@ AND a", {"@ needs the id of a rule"}},
    {"AtInsideAWord", "a@b", {"@ has no meaning", "quote"}},
    {"AddressOutsideQuotes", "user@mail.test", {"@ has no meaning", "quote"}},
    {"ListTooShort", "(a b c)@4", {"at least 4 of 3 can never match"}},
    {"ListOfNone", "(a b c)@0", {"always true"}},
    {"ListWithAnOperator", "(a AND b c)@2", {"needs brackets of its own", "(a (b AND c) d)@2"}},
    {"ListUnclosed", "ATLEAST/2(a b", {"never closed"}},
    {"AtLeastWithoutBracket", "ATLEAST/2 a b", {"ATLEAST needs a number and a bracket"}},
    {"AtLeastWithoutNumber", "ATLEAST/(a b)", {"ATLEAST needs a number"}},
    {"FuzzyTooFar", "fentanyl~3", {"1 or 2 letters"}},
    {"FuzzyTooLong", repeated("ab", 17) + "~1", {"a word of 34 letters, limit 32"}},
    {"FuzzyZero", "fentanyl~0", {"1 or 2 letters"}},
    {"FuzzyCompound", "US-China~1", {"~ behind a compound"}},
    {"FuzzyWildcard", "fent*~1", {"~ has no meaning behind"}},
    {"FuzzyExact", "raw:US~1", {"~ has no meaning behind raw:"}},
    {"FuzzyGroup", "(a OR b)~1", {"~ stands behind a word or a phrase"}},
    {"TildeApart", "a ~ b", {"~ has no meaning here"}},
    {"SloppyWithAnyWord", "\"a * b\"~2", {"leave out the *"}},
    {"SloppyTooWide", "\"a b\"~1001", {"whole number up to 1000"}},
    {"SloppyTooLong",
     "\"" + repeated("a ", 17) + "\"~2",
     {"a phrase with ~ of 17 words, limit 16"}},
    {"WeightOutsideAScore", "fentanyl^2", {"only inside a score", "score>="}},
    {"ScoreWithoutWeights", "score>=2 { a b^3 }", {"expected the weight of a", "\"b\""}},
    {"ScoreOutOfReach", "score>=10 { a^3 b^2x3 c^-20 }", {"reach 9", "threshold is 10"}},
    {"ScoreOfNothing", "score>=0 { a^3 }", {"no required word"}},
    {"ScoreUnclosed", "score>=2 { a^3", {"never closed", "}"}},
    {"ScoreEmpty", "score>=2 { }", {"needs clauses"}},
    {"ScoreWithoutThreshold", "score>= { a^3 }", {"whole number"}},
    {"ScoreWithAFraction", "score>=2.5 { a^3 }", {"whole number"}},
    {"WeightWithAFraction", "score>=2 { a^3.5 }", {"a weight is a whole number"}},
    {"WeightNoTimes", "score>=2 { a^3x0 }", {"a weight is a whole number"}},
    {"StrayBrace", "a }", {"} closes no score"}},
    {"CountWithoutNumber", "a{}", {"a count is {3}"}},
    {"CountBackwards", "a{5,3}", {"nothing lies between 5 and 3"}},
    {"CountUnclosed", "a{3,", {"a count is {3}"}},
    {"CountOfNothing", "a{0,2}", {"no required word"}},
    {"CountApart", "a {3}", {"{ has no meaning here"}},
    {"PositionsWithoutDots", "a[3]", {"a range of words is [0..80]"}},
    {"PositionsOfNothing", "a[3..3]", {"nothing lies between 3 and 3"}},
    {"RegexUnclosed", "/fent[ay", {"never closed"}},
    {"RegexBroken", "/fent[ay/", {"no regular expression", "missing ]"}},
    {"RegexOfEverything", "/.*/", {"would match every word"}},
    {"RegexBehindRaw", "raw:(/a.c/)", {"raw: has no meaning"}},
    {"StemOfNoLanguage", "stem-xx:a", {"no stemmer for the language \"xx\"", "en"}},
    {"LowerCaseAnd", "a and b", {"no operator between \"a\" and \"and\""}},
    {"SignForAnd", "a && b", {"\"&&\" is no operator: it is written AND", "a AND …"}},
    {"SignBehindAPhrase", "\"a b\" && c", {"\"&&\" is no operator: it is written AND"}},
    {"SignBehindABracket", "(a OR b) ! c", {"\"!\" is no operator: it is written AND NOT"}},
    {"SignForOr", "a || b", {"\"||\" is no operator: it is written OR"}},
    {"TwoPhrases", "\"a b\" \"c d\"", {"expected AND, OR or NEAR/n before \"c d\"", "character 7"}},
    {"WordAndBracket", "a (b OR c)", {"expected AND, OR or NEAR/n before \"(\"", "character 3"}},
    {"BracketAndWord", "(a OR b) c", {"expected AND, OR or NEAR/n before \"c\""}},
    {"WordAndNot", "a NOT b", {"expected AND, OR or NEAR/n before \"NOT\"", "character 3"}},
    {"WordAndField", "a title:b", {"before \"title:\""}},
    {"WordAndExact", "a raw:US", {"before \"raw:\""}},
    {"UnclosedBracket", "(a AND b", {"never closed", "expected )", "character 9"}},
    {"UnclosedInnerBracket", "(a AND (b OR c)", {"never closed"}},
    {"StrayBracket", "a)", {"closes no bracket", "character 2"}},
    {"BracketFirst", ")a", {"expected a word", "\")\"", "character 1"}},
    {"EmptyBrackets", "()", {"expected a word", "character 2"}},
    {"UnclosedQuote", "a AND \"b c", {"quotation mark", "never closed", "character 7"}},
    {"UnclosedCurlyQuote", "“export control", {"quotation mark", "never closed", "character 1"}},
    {"CurlyQuoteClosedByAStraightOne", "“export\"", {"never closed"}},
    {"QuoteOnly", "\"", {"never closed"}},
    {"EmptyPhrase", "\"\"", {"holds no word"}},
    {"PhraseOfMarks", "\"... !\"", {"holds no word"}},
    {"MarksOnly", "...", {"\"...\" holds no word"}},
    {"Emoji", "a AND 😀", {"holds no word", "character 7"}},
    {"AndFirst", "AND a", {"expected a word", "\"AND\"", "character 1"}},
    {"AndLast", "a AND", {"expected a word", "the end", "character 6"}},
    {"AndTwice", "a AND AND b", {"expected a word", "character 7"}},
    {"OrLast", "a OR", {"the end"}},
    {"OrAnd", "a OR AND b", {"instead of \"AND\""}},
    {"NotAlone", "NOT", {"the end"}},
    {"NearFirst", "NEAR/3 a", {"instead of \"NEAR/3\""}},
    {"NearLast", "a NEAR/3", {"the end"}},
    {"NearWithoutNumber", "a NEAR b", {"\"NEAR\"", "needs a number", "NEAR/5", "character 3"}},
    {"NearWithoutNumberBehindTheSlash", "a NEAR/ b", {"needs a number"}},
    {"NearWithLetters", "a NEAR/x b", {"\"NEAR/x\"", "needs a number"}},
    {"NearWithNumberAndLetters", "a NEAR/5x b", {"needs a number"}},
    {"NearNegative", "a NEAR/-1 b", {"needs a number"}},
    {"NearTooFar", "a NEAR/1001 b", {"up to 1000"}},
    {"NearFarTooFar", "a NEAR/99999999999999999999 b", {"up to 1000"}},
    {"OrderedNearWithoutNumber", "a ONEAR b", {"\"ONEAR\"", "ONEAR/5"}},
    {"NotBehindNear", "a NEAR/3 NOT b", {"instead of \"NOT\""}},
    {"NotInANear",
     "a NEAR/3 (NOT b)",
     {"NOT b has no place for NEAR", "character 11", "AND NOT C"}},
    {"NotInAnOrInANear", "a NEAR/3 (b OR (c AND d) OR NOT e)", {"NOT e has no place for NEAR"}},
    {"MetadataInANear", "a NEAR/3 lang:en", {"lang:en has no place for NEAR", "AND lang:en"}},
    {"NotInASentence", "(NOT a) SENT b", {"NOT a has no place for SENT"}},
    {"NotInAParagraph", "(NOT a) PARA b", {"NOT a has no place for PARA"}},
    {"NotInANotNear", "a NOT NEAR/3 (NOT b)", {"NOT b has no place for NOT NEAR"}},
    {"CountOfANot", "a AND (NOT b){2}", {"NOT b has no place for a count"}},
    {"PositionOfACondition",
     "a AND (lang:en)[0..3]",
     {"lang:en has no place for a range of words"}},
    {"EmptyValue", "a AND lang:\"\"", {"lang with an empty value", "character 7"}},
    {"CommasAlone", "a AND source:,", {"source with an empty value"}},
    {"PureNot", "NOT a", {"no required word", "AND NOT"}},
    {"PureNots", "NOT a AND NOT b", {"no required word"}},
    {"NotInAnOr", "a OR NOT b", {"no required word"}},
    {"NotNot", "NOT NOT a", {"no required word"}},
    {"NotInAField", "title:(NOT a)", {"no required word"}},
    {"NotBehindAField", "title:NOT a", {"expected a word"}},
    {"BareStar", "*", {"would match every word", "cooperat*"}},
    {"BareStars", "**", {"would match every word"}},
    {"BareQuestionMarks", "??", {"would match every word"}},
    {"StarsAndMarks", "*'_?", {"would match every word"}},
    {"StarsWithDots", ".*.***", {"would match every word"}},
    {"PhraseOfStars", "\"* *\"", {"would match every word"}},
    {"FieldWithoutWord", "title:", {"expected a word", "the end"}},
    {"FieldBeforeAnOperator", "title: AND a", {"expected a word"}},
    {"ExactWithoutWord", "raw:", {"expected a word", "the end"}},
    {"EqualsSignAlone", "=", {"expected a word"}},
    {"FieldsThatNeverMeet", "title:a NEAR/3 body:b", {"never match", "different fields"}},
    {"AuthorNeverMeetsTheText", "author:a NEAR/3 b", {"never match", "different fields"}},
    {"AndThatNeverMeets", "(title:a AND body:b) NEAR/3 c", {"never match", "different fields"}},
    {"FieldInsideAnother", "title:(a AND body:b)", {"title:", "never match", "another field"}},
    {"NestedTooDeep", repeated("(", 21) + "a" + repeated(")", 21), {"deeper than 20"}},
    {"NestedFarTooDeep", repeated("(", 30'000), {"deeper than 20"}},
    {"TooManyNots", "a AND " + repeated("NOT ", 21) + "b", {"deeper than 20"}},
    {"TooManyFields", repeated("title:", 21) + "b", {"deeper than 20"}},
    {"TooManyWords", "a" + repeated(" OR a", 1024), {"more than 1024 words"}},
    {"TooManyWordsInAPhrase", "\"" + repeated("a ", 1025) + "\"", {"more than 1,024 words"}},
    {"TooLong", repeated("a", 65'537), {"65537 bytes", "limit 65536"}},
    {"NotUtf8", "a AND \xC3", {"not UTF-8", "byte 6"}},
    {"OverlongUtf8", "\xC0\xAF", {"not UTF-8", "byte 0"}},
};

class BadQuery : public testing::TestWithParam<Case> {};

TEST_P(BadQuery, IsRefusedWithTheReason) {
  const auto parsed = parse_query(GetParam().text);
  ASSERT_FALSE(parsed) << to_string(parsed->query);
  EXPECT_EQ(parsed.error().code, ErrorCode::InvalidQuery);
  for (const auto word : GetParam().words) {
    EXPECT_THAT(parsed.error().message, HasSubstr(std::string(word)));
  }
}

INSTANTIATE_TEST_SUITE_P(Queries, BadQuery, testing::ValuesIn(kErrors),
                         [](const auto& test) { return std::string(test.param.name); });

std::string error_with(std::vector<std::string> mapped, std::string_view text) {
  const auto parsed = parse_query(text, {.metadata = mapped});
  return parsed ? to_string(parsed->query) : parsed.error().message;
}

TEST(MappedFields, AreUnknownWithoutAConfiguration) {
  EXPECT_THAT(
      error_with({}, "a AND section:b"),
      AllOf(HasSubstr("unknown field \"section\", which would be text in quotes at character 7"),
            HasSubstr("note: further fields are those of articles.metadata in the "
                      "configuration (--config)")));
}

TEST(MappedFields, AreKnownByTheirNames) {
  const auto parsed =
      parse_query("a AND section:b", {.metadata = std::vector<std::string>{"section"}});
  ASSERT_TRUE(parsed) << parsed.error().message;
  const Query& condition = parsed->query.parts[1];
  EXPECT_EQ(condition.metadata, Metadata::Mapped);
  EXPECT_EQ(condition.name, "section");
  EXPECT_THAT(condition.values, ElementsAre("b"));
}

TEST(MappedFields, AreNamedWhereOneIsMisspelt) {
  const std::vector<std::string> mapped{"section", "wire-service"};
  EXPECT_THAT(
      error_with(mapped, "a AND secton:b"),
      AllOf(HasSubstr("unknown field \"secton\""), HasSubstr("did you mean \"section\"?"),
            HasSubstr("note: articles.metadata in the configuration maps section, wire-service")));
  EXPECT_THAT(error_with(mapped, "a AND wire_service:b"),
              HasSubstr("did you mean \"wire-service\"?"));
  EXPECT_THAT(error_with(mapped, "a AND titel:b"), HasSubstr("did you mean \"title\"?"));
}

TEST(MappedFields, LeaveCompoundsThatLookLikeNamesAlone) {
  EXPECT_EQ(error_with({}, "covid-19:update"), "\"covid 19 update\"");
  EXPECT_EQ(error_with({"section"}, "covid-19:update"), "\"covid 19 update\"");
}

TEST(MappedFields, NeedAValue) {
  EXPECT_THAT(error_with({"section"}, "a AND section:"),
              HasSubstr("expected a value for section:"));
  EXPECT_THAT(error_with({"section"}, "a AND section:\"\""),
              HasSubstr("section with an empty value"));
}

TEST(MappedFields, HaveNoPlace) {
  EXPECT_THAT(error_with({"section"}, "a NEAR/3 section:b"),
              HasSubstr("section:b has no place for NEAR to measure from"));
  EXPECT_THAT(error_with({"section"}, "section:b"), HasSubstr("no required word"));
}

TEST(MappedFields, MayNotTakeANameOfTheLanguage) {
  for (const auto name : {"section", "a", "wire-service", "tags_2"}) {
    EXPECT_EQ(refuse_metadata_name(name), std::nullopt) << name;
  }
  for (const auto& name : prefix_names()) {
    EXPECT_EQ(refuse_metadata_name(name), "\"" + name + "\" is a name of the query language");
  }
  EXPECT_NE(refuse_metadata_name("stem-de"), std::nullopt);
  for (const auto name : {"", "Section", "2tags", "-a", "a b", "a.b", "größe"}) {
    EXPECT_THAT(refuse_metadata_name(name).value_or(""), HasSubstr("is no name for a field"))
        << name;
  }
  EXPECT_EQ(refuse_metadata_name(repeated("a", 64)), std::nullopt);
  EXPECT_NE(refuse_metadata_name(repeated("a", 65)), std::nullopt);
}

TEST(QueryParser, AcceptsWhatIsAtTheLimits) {
  EXPECT_TRUE(parse_query(repeated("(", 20) + "a" + repeated(")", 20)));
  EXPECT_TRUE(parse_query("a" + repeated(" OR a", 1023)));
  EXPECT_TRUE(parse_query(repeated("a", 65'536)));
}

TEST(QueryParser, CountsNestingNotBrackets) {
  EXPECT_TRUE(parse_query("a" + repeated(" OR (a)", 100)));
}

std::vector<std::string> warnings_of(std::string_view text) {
  const auto parsed = parse_query(text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? parsed->warnings : std::vector<std::string>();
}

TEST(QueryWarnings, NameTheAndThatStandsBesideAnOr) {
  EXPECT_THAT(warnings_of("a OR b AND c"),
              ElementsAre(HasSubstr("AND binds tighter than OR: \"b AND c\"")));
  EXPECT_THAT(warnings_of("a AND b OR c"), ElementsAre(HasSubstr("\"a AND b\"")));
  EXPECT_THAT(warnings_of("x AND (a AND b OR c)"), ElementsAre(HasSubstr("\"a AND b\"")));
}

TEST(QueryWarnings, ComeOnceForAMixture) {
  EXPECT_EQ(warnings_of("a AND b OR c AND d OR e AND f").size(), 1U);
}

TEST(QueryWarnings, AreSilentWithBrackets) {
  EXPECT_THAT(warnings_of("a OR (b AND c)"), IsEmpty());
  EXPECT_THAT(warnings_of("(a AND b) OR c"), IsEmpty());
  EXPECT_THAT(warnings_of("(a AND b) OR (c AND d)"), IsEmpty());
  EXPECT_THAT(warnings_of("(a OR b) AND c"), IsEmpty());
}

TEST(QueryWarnings, LookPastABracketThatEndsTheAnd) {
  EXPECT_EQ(warnings_of("a OR b AND (c OR d)").size(), 1U);
  EXPECT_EQ(warnings_of("(a OR b) AND (c OR d) OR e").size(), 1U);
}

TEST(QueryWarnings, NameAcronymsThatAreWordsOnceFolded) {
  EXPECT_THAT(warnings_of("US AND china"), ElementsAre(HasSubstr("write raw:US")));
  EXPECT_THAT(warnings_of("WHO"), ElementsAre(HasSubstr("the word \"who\"")));
  EXPECT_THAT(warnings_of("U.S."), ElementsAre(HasSubstr("write raw:\"U.S.\"")));
  EXPECT_THAT(warnings_of("IT OR AIDS"), testing::SizeIs(2));
  EXPECT_THAT(warnings_of("US-China"), testing::SizeIs(1));
}

TEST(QueryWarnings, AreSilentOnOtherAcronymsAndPlainWords) {
  EXPECT_THAT(warnings_of("NATO OR us OR raw:US OR who OR Us"), IsEmpty());
  EXPECT_THAT(warnings_of("US*"), IsEmpty());
}

}  // namespace
}  // namespace newswatch::rules
