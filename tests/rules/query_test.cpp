#include "rules/query.h"

#include <gtest/gtest.h>

#include "rules/query_parser.h"

namespace newswatch::rules {
namespace {

struct Case {
  std::string_view name;
  std::string_view text;
  std::string_view canonical;
};

const Case kCases[] = {
    // Words
    {"Word", "fentanyl", "fentanyl"},
    {"WordIsFolded", "FENTANYL", "fentanyl"},
    {"AccentsAreDropped", "Erdoğan", "erdogan"},
    {"LetterSpeltOut", "Łódź", "lodz"},
    {"SharpS", "Straße", "strasse"},
    {"BlanksAround", " \t\n fentanyl \r\n ", "fentanyl"},
    {"Number", "2024", "2024"},
    {"NumberWithPoint", "3.5", "\"3.5\""},
    {"LettersAndNumbers", "covid19", "covid19"},
    {"Apostrophe", "don't", "\"don't\""},
    {"CurlyApostrophe", "don’t", "\"don't\""},
    {"Possessive", "china's", "\"china's\""},
    {"CurlyPossessive", "China’s", "\"china's\""},
    {"Abbreviation", "u.n.", "un"},
    {"AbbreviationInCapitals", "E.U.", "eu"},
    {"LowerCaseOperatorIsAWord", "and", "and"},
    {"MixedCaseOperatorIsAWord", "Or", "or"},
    {"LowerCaseNear", "near", "near"},
    {"ChineseWord", "中国", "中国"},
    {"ChineseWordsAreAPhrase", "中国经济", "\"中国 经济\""},
    {"Russian", "САНКЦИИ", "санкции"},
    {"Greek", "Αθήνα", "αθηνα"},
    {"ArabicMarks", "مُحَمَّد", "محمد"},
    {"HebrewWord", "שלום", "שלום"},
    {"Hindi", "भारत", "भारत"},
    {"FullWidth", "ＮＡＴＯ", "nato"},
    {"MarksAroundAWord", "fentanyl,", "fentanyl"},
    {"HashTag", "#metoo", "metoo"},
    // Phrases
    {"Phrase", "\"export control\"", "\"export control\""},
    {"PhraseOfOneWord", "\"fentanyl\"", "fentanyl"},
    {"PhraseWithBlanks", "\"  export \n control \"", "\"export control\""},
    {"PhraseWithMarks", "\"Beijing, Washington.\"", "\"beijing washington\""},
    {"CurlyPhrase", "“export control”", "\"export control\""},
    {"PhraseOfOperators", "\"AND OR\"", "\"and or\""},
    {"PhraseOfOneOperator", "\"NOT\"", "not"},
    {"PhraseWithBrackets", "\"(a b)\"", "\"a b\""},
    {"PhraseWithAField", "\"title: x\"", "\"title x\""},
    {"ThreeWords", "\"one two three\"", "\"one two three\""},
    {"StraightInsideCurly", "“a \" b”", "\"a b\""},
    // Compounds
    {"Compound", "US-China", "\"us china\""},
    {"CompoundWithAnEnDash", "US–China", "\"us china\""},
    {"CompoundWithASlash", "US/China", "\"us china\""},
    {"CompoundOfThree", "15-year-old", "\"15 year old\""},
    {"CompoundInAPhrase", "\"US-China talks\"", "\"us china talks\""},
    // Wildcards
    {"Wildcard", "cooperat*", "cooperat*"},
    {"WildcardIsFolded", "Élection*", "election*"},
    {"WildcardOfOneLetter", "f*", "f*"},
    {"WildcardInAPhrase", "\"trade negotiat* fail*\"", "\"trade negotiat* fail*\""},
    {"WildcardFirstInAPhrase", "\"trad* war\"", "\"trad* war\""},
    {"WildcardOfACompound", "US-Chin*", "\"us chin*\""},
    {"WildcardAlone", "\"cooperat*\"", "cooperat*"},
    {"ChineseWildcard", "中国*", "中国*"},
    // Exact
    {"Exact", "raw:US", "raw:US"},
    {"ExactByEqualsSign", "=US", "raw:US"},
    {"ExactPhrase", "raw:\"United States\"", "raw:\"United States\""},
    {"ExactPhraseByEqualsSign", "=\"United States\"", "raw:\"United States\""},
    {"ExactAccents", "raw:Erdoğan", "raw:Erdoğan"},
    {"ExactAbbreviation", "raw:\"U.S.\"", "raw:\"U.S.\""},
    {"ExactAbbreviationWithoutMarks", "raw:U.S.", "raw:\"U.S.\""},
    {"ExactPossessive", "raw:US's", "raw:\"US's\""},
    {"ExactCompound", "raw:US-China", "raw:\"US China\""},
    {"ExactOperator", "raw:\"OR\"", "raw:\"OR\""},
    {"ExactLowerCase", "raw:us", "raw:us"},
    {"ExactAfterABlank", "raw: US", "raw:US"},
    {"ExactCurly", "raw:“United States”", "raw:\"United States\""},
    // And, or, not
    {"And", "a AND b", "a AND b"},
    {"AndOfThree", "a AND b AND c", "a AND b AND c"},
    {"Or", "a OR b", "a OR b"},
    {"OrOfThree", "a OR b OR c", "a OR b OR c"},
    {"AndNot", "a AND NOT b", "a AND NOT b"},
    {"NotFirst", "NOT b AND a", "NOT b AND a"},
    {"NotTwice", "a AND NOT NOT b", "a AND NOT NOT b"},
    {"NotOfAGroup", "a AND NOT (b OR c)", "a AND NOT (b OR c)"},
    {"NotOfAnAnd", "a AND NOT (b AND c)", "a AND NOT (b AND c)"},
    {"NotOfANear", "a AND NOT b NEAR/2 c", "a AND NOT b NEAR/2 c"},
    {"NotOfABracketedNear", "a AND NOT (b NEAR/2 c)", "a AND NOT b NEAR/2 c"},
    {"AndBindsTighter", "a OR b AND c", "a OR b AND c"},
    {"AndBindsTighterOnTheLeft", "a AND b OR c", "a AND b OR c"},
    {"NeedlessBracketsRoundAnAnd", "a OR (b AND c)", "a OR b AND c"},
    {"NeededBracketsRoundAnOr", "(a OR b) AND c", "(a OR b) AND c"},
    {"NeedlessBracketsRoundAWord", "((a))", "a"},
    {"NeedlessBracketsRoundAll", "(a AND b)", "a AND b"},
    {"NotInAnOrOfAnAnd", "a AND (b OR NOT c)", "a AND (b OR NOT c)"},
    {"BracketsWithoutBlanks", "(a OR b)AND(c OR d)", "(a OR b) AND (c OR d)"},
    {"QuotesWithoutBlanks", "\"a b\"AND\"c d\"", "\"a b\" AND \"c d\""},
    {"LinesOfAQuery", "a\n  AND b\n  AND NOT c", "a AND b AND NOT c"},
    {"NestedAnd", "(a AND b) AND c", "(a AND b) AND c"},
    {"NestedOr", "a OR (b OR c)", "a OR (b OR c)"},
    // Near
    {"Near", "a NEAR/5 b", "a NEAR/5 b"},
    {"NearZero", "a NEAR/0 b", "a NEAR/0 b"},
    {"NearFarthest", "a NEAR/1000 b", "a NEAR/1000 b"},
    {"NearWithALeadingZero", "a NEAR/05 b", "a NEAR/5 b"},
    {"OrderedNear", "a ONEAR/5 b", "a ONEAR/5 b"},
    {"NearBindsTighterThanAnd", "a AND b NEAR/2 c", "a AND b NEAR/2 c"},
    {"NearBindsTighterThanOr", "a NEAR/2 b OR c", "a NEAR/2 b OR c"},
    {"ChainFromTheLeft", "a NEAR/1 b NEAR/2 c", "a NEAR/1 b NEAR/2 c"},
    {"ChainInBrackets", "(a NEAR/1 b) NEAR/2 c", "a NEAR/1 b NEAR/2 c"},
    {"ChainFromTheRight", "a NEAR/1 (b NEAR/2 c)", "a NEAR/1 (b NEAR/2 c)"},
    {"MixedChain", "a ONEAR/1 b NEAR/2 c ONEAR/3 d", "a ONEAR/1 b NEAR/2 c ONEAR/3 d"},
    {"NearWithOr", "a NEAR/2 (b OR c)", "a NEAR/2 (b OR c)"},
    {"NearWithAnd", "(a AND b) NEAR/2 c", "(a AND b) NEAR/2 c"},
    {"NearWithPhrases", "\"a b\" NEAR/2 \"c d\"", "\"a b\" NEAR/2 \"c d\""},
    {"NearWithWildcard", "a NEAR/2 b*", "a NEAR/2 b*"},
    {"NearWithExact", "raw:US NEAR/8 China", "raw:US NEAR/8 china"},
    // Fields
    {"Title", "title:china", "title:china"},
    {"Headline", "headline:china", "title:china"},
    {"Body", "body:china", "body:china"},
    {"Author", "author:smith", "author:smith"},
    {"Byline", "byline:smith", "author:smith"},
    {"FieldOfAPhrase", "title:\"trade war\"", "title:\"trade war\""},
    {"FieldOfAGroup", "title:(a OR b)", "title:(a OR b)"},
    {"FieldOfAnAndWithNot", "title:(a AND NOT b)", "title:(a AND NOT b)"},
    {"FieldOfAnExactWord", "title:raw:US", "title:raw:US"},
    {"FieldOfAWildcard", "title:sanction*", "title:sanction*"},
    {"FieldOfANear", "title:(a NEAR/2 b)", "title:(a NEAR/2 b)"},
    {"FieldWithABlank", "title: china", "title:china"},
    {"FieldInANear", "title:a NEAR/2 b", "title:a NEAR/2 b"},
    {"FieldTwice", "title:(a AND title:b)", "title:(a AND title:b)"},
    {"FieldInAnAnd", "title:a AND body:b", "title:a AND body:b"},
    {"FieldNameAlone", "title OR body", "title OR body"},
    {"FieldNameInCapitals", "Title:china", "\"title china\""},
    {"Lead", "lead:china", "lead:china"},
    {"LeadInTheBody", "body:(lead:china)", "body:lead:china"},
    // Plus and minus
    {"PlusAndMinus", "+fentanyl -patch", "fentanyl AND NOT patch"},
    {"MinusBehindAWord", "fentanyl -patch -nicotine", "fentanyl AND NOT patch AND NOT nicotine"},
    {"MinusFirst", "-patch +fentanyl", "NOT patch AND fentanyl"},
    {"MinusOfAPhrase", "a -\"b c\"", "a AND NOT \"b c\""},
    {"MinusOfAGroup", "a -(b OR c)", "a AND NOT (b OR c)"},
    {"MinusBehindAnd", "a AND -b", "a AND NOT b"},
    // Other spellings of nearness
    {"Within", "a W/5 b", "a NEAR/5 b"},
    {"NearForward", "a NEAR/5f b", "a ONEAR/5 b"},
    {"Precedes", "a PRE/5 b", "a ONEAR/5 b"},
    {"WIsAWord", "w AND pre AND W AND PRE", "w AND pre AND w AND pre"},
    {"NotNear", "a NOT NEAR/5 b", "a NOT NEAR/5 b"},
    {"NotWithin", "a NOT W/5 b", "a NOT NEAR/5 b"},
    {"NotNearOfAGroup", "a NOT NEAR/5 (b OR c)", "a NOT NEAR/5 (b OR c)"},
    {"Sentence", "a SENT b", "a SENT b"},
    {"Paragraph", "a PARA b", "a PARA b"},
    {"MixedNearChain", "a SENT b NEAR/3 c PARA d", "a SENT b NEAR/3 c PARA d"},
    {"SentenceOnTheRight", "a SENT (b NEAR/3 c)", "a SENT (b NEAR/3 c)"},
    {"SentAsAPhrase", "\"SENT\" AND sent", "sent AND sent"},
    {"AndWithNotInANear", "a NEAR/3 (b AND NOT c)", "a NEAR/3 (b AND NOT c)"},
    // Sloppy phrases
    {"Sloppy", "\"ban precursors\"~5", "\"ban precursors\"~5"},
    {"SloppyBare", "\"ban precursors\"~", "\"ban precursors\"~2"},
    {"SloppyOfOneWord", "\"ban\"~5", "ban"},
    {"SloppyExact", "raw:\"United States\"~1", "raw:\"United States\"~1"},
    {"SloppyCompound", "\"US-China talks\"~3", "\"us china talks\"~3"},
    // Wildcards anywhere
    {"WildcardInside", "wom*n", "wom*n"},
    {"OneCharacter", "wom?n", "wom?n"},
    {"WildcardFirst", "*phobia", "*phobia"},
    {"WildcardOnBothSides", "*phob*", "*phob*"},
    {"TwoStarsAreOne", "wom**", "wom*"},
    {"AnyWordInAPhrase", "\"ban * precursors\"", "\"ban * precursors\""},
    {"TwoStarsInAPhrase", "\"ban ** precursors\"", "\"ban * precursors\""},
    {"WordOfTwoLetters", "\"ban ?? precursors\"", "\"ban ?? precursors\""},
    {"WildcardBehindRaw", "raw:Fed*", "raw:Fed*"},
    {"AnyWordInAnExactPhrase", "raw:\"US * China\"", "raw:\"US * China\""},
    {"ExactWildcardInAPhrase", "raw:\"Fed* Bank\"", "raw:\"Fed* Bank\""},
    {"WildcardInANear", "*phobia NEAR/3 wom?n", "*phobia NEAR/3 wom?n"},
    // Fuzzy
    {"Fuzzy", "fentanyl~1", "fentanyl~1"},
    {"FuzzyBare", "fentanyl~", "fentanyl~2"},
    {"FuzzyWithAnApostrophe", "O'Neill~1", "o'neill~1"},
    {"FuzzyNumber", "3.5~1", "3.5~1"},
    {"FuzzyIsFolded", "Erdoğan~1", "erdogan~1"},
    {"FuzzyInANear", "fentanyl~1 NEAR/3 china~2", "fentanyl~1 NEAR/3 china~2"},
    // Regular expressions
    {"Regex", "/fent[ay]n[iy]l/", "/fent[ay]n[iy]l/"},
    {"RegexWithASlash", "/a\\/b/", "/a\\/b/"},
    {"RegexInAGroup", "(/a.c/ OR b)", "/a.c/ OR b"},
    {"RegexWithBlank", "/a( b)?/ AND c", "/a( b)?/ AND c"},
    // Exact groups
    {"ExactGroup", "raw:(US OR \"United States\")", "raw:US OR raw:\"United States\""},
    {"ExactGroupInANear", "raw:(US OR UK) NEAR/3 a", "(raw:US OR raw:UK) NEAR/3 a"},
    // Stems
    {"Stem", "stem:negotiate", "stem:negotiate"},
    {"StemOfALanguage", "stem-de:verhandeln", "stem-de:verhandeln"},
    {"StemOfAPhrase", "stem:\"trade talks\"", "stem:\"trade talks\""},
    {"StemOfAGroup", "stem:(talk OR trade)", "stem:talk OR stem:trade"},
    {"StemBesideAWildcard", "stem:\"trade talk*\"", "stem:\"trade talk*\""},
    // k of n
    {"TwoOfThree", "(a b c)@2", "ATLEAST/2(a b c)"},
    {"AtLeast", "ATLEAST/2(a b c)", "ATLEAST/2(a b c)"},
    {"AtLeastOfGroups", "((a OR b) \"c d\" e NEAR/2 f)@2",
     "ATLEAST/2((a OR b) \"c d\" (e NEAR/2 f))"},
    {"AtLeastInside", "(a ATLEAST/1(b c) d)@2", "ATLEAST/2(a ATLEAST/1(b c) d)"},
    {"AtLeastInANear", "(a b c)@2 NEAR/3 d", "ATLEAST/2(a b c) NEAR/3 d"},
    // Counts and positions
    {"Count", "fentanyl{3}", "fentanyl{3}"},
    {"CountOpen", "fentanyl{3,}", "fentanyl{3,}"},
    {"CountRange", "fentanyl{3,5}", "fentanyl{3,5}"},
    {"CountUpTo", "a AND fentanyl{,5}", "a AND fentanyl{0,5}"},
    {"CountOfAGroup", "(a OR b){3,}", "(a OR b){3,}"},
    {"CountOfAPhrase", "\"a b\"{2,}", "\"a b\"{2,}"},
    {"CountInATitle", "title:fentanyl{2,}", "title:fentanyl{2,}"},
    {"CountOfATitle", "(title:fentanyl){2,}", "(title:fentanyl){2,}"},
    {"Position", "fentanyl[0..80]", "fentanyl[0..80]"},
    {"PositionUpTo", "fentanyl[..80]", "fentanyl[0..80]"},
    {"PositionFrom", "fentanyl[80..]", "fentanyl[80..]"},
    {"PositionOfANear", "(a NEAR/3 b)[..80]", "(a NEAR/3 b)[0..80]"},
    {"CountOfPositions", "fentanyl[0..80]{2,}", "fentanyl[0..80]{2,}"},
    {"CountOfAFuzzyWord", "fentanyl~1{2,}", "fentanyl~1{2,}"},
    // Metadata
    {"Language", "a AND lang:en", "a AND lang:en"},
    {"LanguageIsLowered", "a AND lang:EN", "a AND lang:en"},
    {"LanguageList", "a AND lang:(en OR de)", "a AND lang:(en OR de)"},
    {"LanguageListByCommas", "a AND lang:en,de", "a AND lang:(en OR de)"},
    {"Country", "a AND country:us", "a AND country:US"},
    {"Domain", "a AND domain:Reuters.com", "a AND domain:reuters.com"},
    {"DomainWithWww", "a AND domain:www.reuters.com", "a AND domain:reuters.com"},
    {"DomainWithDots", "a AND domain:*...reuters.com", "a AND domain:reuters.com"},
    {"Site", "a AND site:reuters.com", "a AND domain:reuters.com"},
    {"Source", "a AND source:\"Harbour Times\"", "a AND source:\"Harbour Times\""},
    {"SourceWildcard", "a AND source:*times", "a AND source:\"*times\""},
    {"Status", "a AND status:Corrected", "a AND status:corrected"},
    {"Url", "a AND url:https://a.test/x", "a AND url:https://a.test/x"},
    {"UrlsInAList", "a AND url:(\"https://a.test\" OR b)", "a AND url:(\"https://a.test\" OR b)"},
    {"OperatorAsAValue", "a AND source:(\"AND\" OR b)", "a AND source:(\"AND\" OR b)"},
    {"ValueWithAMark", "a AND id:-x", "a AND id:\"-x\""},
    {"Mapped", "a AND section:Politics", "a AND section:Politics"},
    {"MappedWithMarks", "a AND wire-service:ap AND tags2:x", "a AND wire-service:ap AND tags2:x"},
    {"MappedList", "a AND section:asia,europe", "a AND section:(asia OR europe)"},
    {"MappedGroup", "a AND section:(asia OR \"the world\")",
     "a AND section:(asia OR \"the world\")"},
    {"MappedPhrase", "a AND section:\"foreign policy\"", "a AND section:\"foreign policy\""},
    {"MappedWildcard", "a AND section:*policy", "a AND section:\"*policy\""},
    {"MappedNumber", "a AND tags2:-1", "a AND tags2:\"-1\""},
    {"MappedBehindABlank", "a AND section: asia", "a AND section:asia"},
    {"NotMetadata", "a AND NOT lang:en", "a AND NOT lang:en"},
    {"MinusMetadata", "a -lang:en", "a AND NOT lang:en"},
    // References
    {"Rule", "@us-china AND a", "@us-china AND a"},
    {"RuleInANear", "@us-china NEAR/3 a", "@us-china NEAR/3 a"},
    {"Official", "official:antony-blinken", "official:antony-blinken"},
    {"OfficialInQuotes", "official:\"jane doe\" AND a", "official:\"jane doe\" AND a"},
    {"Role", "role:us-secretary-of-state NEAR/9 china", "role:us-secretary-of-state NEAR/9 china"},
    // Scores
    {"Score", "score>=10 { title:fentanyl^8 (china NEAR/8 fentanyl)^5 fentanyl^2x3 patch^-12 }",
     "score>=10 { title:fentanyl^8 (china NEAR/8 fentanyl)^5 fentanyl^2x3 patch^-12 }"},
    {"ScoreWithBlanks", "score>= 10{a^8 b^5}", "score>=10 { a^8 b^5 }"},
    {"ScoreInAnAnd", "score>=3 { a^2 b^2 } AND c", "score>=3 { a^2 b^2 } AND c"},
    {"ScoreInAScore", "score>=3 { score>=1 { a^1 }^2 b^2 }", "score>=3 { score>=1 { a^1 }^2 b^2 }"},
    {"ScoreOfPhrases", "score>=3 { \"a b\"^2 \"c d\"~2^2 }", "score>=3 { \"a b\"^2 \"c d\"~2^2 }"},
    {"ScoreOfCounts", "score>=3 { a{2,}^2 b[0..9]^2 }", "score>=3 { a{2,}^2 b[0..9]^2 }"},
    {"TheQueryOfTheManual",
     "fentanyl NEAR/12 (precursor* OR policy OR sanction* OR cooperat* OR collaborat*)",
     "fentanyl NEAR/12 (precursor* OR policy OR sanction* OR cooperat* OR collaborat*)"},
};

const std::vector<std::string> kMapped{"section", "wire-service", "tags2"};

class CanonicalForm : public testing::TestWithParam<Case> {};

TEST_P(CanonicalForm, IsThis) {
  const auto parsed = parse_query(GetParam().text, {.metadata = kMapped});
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(to_string(parsed->query), GetParam().canonical);
}

TEST_P(CanonicalForm, IsReadBackToTheSameTree) {
  const auto parsed = parse_query(GetParam().text, {.metadata = kMapped});
  ASSERT_TRUE(parsed);
  const auto again = parse_query(to_string(parsed->query), {.metadata = kMapped});
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->query, parsed->query);
}

INSTANTIATE_TEST_SUITE_P(Queries, CanonicalForm, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Query, KeepsAnAcronymWithAStraightMarkInCurlyOnes) {
  // Hebrew writes acronyms so: the mark before the last letter is part of the word.
  const auto parsed = parse_query("“ארה\"ב”");
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->query.words.size(), 1U);
  const auto again = parse_query(to_string(parsed->query));
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->query, parsed->query);
}

}  // namespace
}  // namespace newswatch::rules
