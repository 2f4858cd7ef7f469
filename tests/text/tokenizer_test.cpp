#include "text/tokenizer.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::text {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

Tokens tokenize(std::string_view field) {
  Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize(field, tokens);
  return tokens;
}

std::vector<std::string> folded(std::string_view field) {
  const Tokens tokens = tokenize(field);
  std::vector<std::string> words;
  for (const Token& token : tokens.tokens) words.emplace_back(tokens.folded_of(token));
  return words;
}

struct Case {
  std::string_view name;
  std::string_view text;
  std::vector<std::string> words;
};
const Case kWords[] = {
    {"Nothing", "", {}},
    {"Blanks", " \t\r\n\f\v ", {}},
    {"MarksOnly", "-- ... !? \u2014 \u201C\u201D", {}},
    {"Sentence", "Rain fell on Spain.", {"rain", "fell", "on", "spain"}},
    {"MarksAround", "(\"Rain,\" she [said];)", {"rain", "she", "said"}},
    {"Contraction", "don't won\u2019t", {"don't", "won't"}},
    {"Possessive", "China's policy", {"china", "policy"}},
    {"CurlyPossessive", "China\u2019s policy", {"china", "policy"}},
    {"ModifierPossessive", "China\u02BCs policy", {"china", "policy"}},
    {"PossessiveInCapitals", "CHINA'S POLICY", {"china", "policy"}},
    {"PluralPossessive", "the officials' talks", {"the", "officials", "talks"}},
    {"NameWithApostrophe", "O'Brien's O\u2019Brien\u2019s", {"o'brien", "o'brien"}},
    {"ModifierApostropheOutside",
     "\u02BCtis officials\u02BC \u02BCs x",
     {"tis", "officials", "s", "x"}},
    {"ItsIsAWordToo", "it's", {"it"}},
    {"ApostropheInFront", "'tis the '90s", {"tis", "the", "90s"}},
    {"OnlyAnEnding", "'s \u2019s", {"s", "s"}},
    {"SingleQuotes", "'Rain' \u2018Rain\u2019", {"rain", "rain"}},
    {"CurlyQuotes", "\u201CRain,\u201D \u00ABpluie\u00BB", {"rain", "pluie"}},
    {"Abbreviation", "the U.S. economy", {"the", "us", "economy"}},
    {"AbbreviationWithoutLastDot", "the U.S economy", {"the", "us", "economy"}},
    {"AbbreviationInLowerCase",
     "e.g. rain, i.e. water at 9 a.m.",
     {"eg", "rain", "ie", "water", "at", "9", "am"}},
    {"LongAbbreviation", "U.N.E.S.C.O.", {"unesco"}},
    {"AbbreviationOfOtherLetters", "\u0421.\u0428.\u0410. \u00C9.U.", {"\u0441\u0448\u0430", "eu"}},
    {"AbbreviationPossessive", "the U.N.'s agency", {"the", "un", "agency"}},
    {"AbbreviationCurlyPossessive", "the U.N.\u2019s agency", {"the", "un", "agency"}},
    {"AbbreviationPossessiveWithoutLastDot", "the U.N's agency", {"the", "un", "agency"}},
    {"AbbreviationBeforeAQuote", "U.N.'six' U.N.'s'", {"un", "six", "un"}},
    {"AbbreviationBeforeALongerWord", "U.N.'s'U U.N.''s", {"un", "s'u", "un", "s"}},
    {"AbbreviationBeforeALoneLetter", "U.N. s U.N.s", {"un", "s", "uns"}},
    {"AbbreviationInACompound", "U.S.-China", {"us", "china"}},
    {"InitialsBeforeAName", "J. D. Vance, J.D. Vance", {"j", "d", "vance", "jd", "vance"}},
    {"OneLetterWithADot", "Section B. Rain", {"section", "b", "rain"}},
    {"SentencesWithoutABlank", "end.Start", {"end.start"}},
    {"Titles", "Mr. Smith vs. Dr. No", {"mr", "smith", "vs", "dr", "no"}},
    {"Hyphen", "US-China 15-year-old", {"us", "china", "15", "year", "old"}},
    {"Slash", "US/China and/or", {"us", "china", "and", "or"}},
    {"EnDash", "US\u2013China", {"us", "china"}},
    {"EmDash", "rain\u2014much of it\u2014fell", {"rain", "much", "of", "it", "fell"}},
    {"NonBreakingHyphen", "US\u2011China", {"us", "china"}},
    {"SoftHyphen", "fen\u00ADtanyl", {"fentanyl"}},
    {"Number", "3.5 1,000,000 10;20 1.000,5", {"3.5", "1,000,000", "10;20", "1.000,5"}},
    {"NumberBeforeMarks", "in 2026, 3. 5%", {"in", "2026", "3", "5"}},
    {"NumberAndLetters", "COVID-19 F16 4x4 3rd", {"covid", "19", "f16", "4x4", "3rd"}},
    {"Money", "$5bn \u20AC5", {"5bn", "5"}},
    {"Colon", "Reuters:China 10:30 a:b", {"reuters", "china", "10", "30", "a", "b"}},
    {"ColonBesideOtherLetters", "\u00E9:\u00E9 a:\u00E9", {"e", "e", "a", "e"}},
    {"Email", "ann.lee@example.com", {"ann.lee", "example.com"}},
    {"Url", "https://www.example.com/a_b?c=1", {"https", "www.example.com", "a_b", "c", "1"}},
    {"Hashtag", "#Fentanyl @StateDept", {"fentanyl", "statedept"}},
    {"Underscores", "snake_case _ __", {"snake_case"}},
    {"LettersThatAreMarks", "\u02BC \u02BC\u02BC \uFF3F \u115F x", {"x"}},
    {"UnderscoresBesideOtherLetters", "\u4E2D \u00E9:__", {"\u4E2D", "e"}},
    {"EmailBesideOtherLetters", "\u00E9@example.com \u00BF@\u00BF", {"e", "example.com"}},
    {"Ampersand", "AT&T R&D", {"at", "t", "r", "d"}},
    {"Controls",
     "a\x01"
     "b\x1F"
     "c\x7F"
     "d",
     {"a", "b", "c", "d"}},
    {"NonBreakingBlank", "New\u00A0York", {"new", "york"}},
    {"ZeroWidthBlank", "New\u200BYork", {"new", "york"}},
    {"IdeographicBlank", "New\u3000York", {"new", "york"}},
    {"ByteOrderMark", "\uFEFFRain", {"rain"}},
    {"ComposedAccents", "caf\u00E9s na\u00EFve", {"cafes", "naive"}},
    {"DecomposedAccents", "cafe\u0301s nai\u0308ve", {"cafes", "naive"}},
    {"AccentAndPossessive", "Erdo\u011Fan\u2019s Erdo\u011Fan's", {"erdogan", "erdogan"}},
    {"Cyrillic",
     "\u041C\u043E\u0441\u043A\u0432\u0430, \u0440\u0435\u043A\u0430",
     {"\u043C\u043E\u0441\u043A\u0432\u0430", "\u0440\u0435\u043A\u0430"}},
    {"Arabic",
     "\u0645\u062D\u0645\u062F\u060C \u0628\u063A\u062F\u0627\u062F\u061F",
     {"\u0645\u062D\u0645\u062F", "\u0628\u063A\u062F\u0627\u062F"}},
    {"Hebrew",
     "\u05E9\u05DC\u05D5\u05DD \u05E6\u05D4\"\u05DC",
     {"\u05E9\u05DC\u05D5\u05DD", "\u05E6\u05D4\"\u05DC"}},
    {"Chinese", "\u4E2D\u56FD\u548C\u7F8E\u56FD", {"\u4E2D\u56FD", "\u548C", "\u7F8E\u56FD"}},
    {"ChineseMarks", "\u4E2D\u56FD\u3002\u7F8E\u56FD\uFF01", {"\u4E2D\u56FD", "\u7F8E\u56FD"}},
    {"ChineseAndLatin", "\u4E2D\u56FDGDP", {"\u4E2D\u56FD", "gdp"}},
    {"Japanese", "\u65E5\u672C\u306E\u7D4C\u6E08", {"\u65E5\u672C", "\u306E", "\u7D4C\u6E08"}},
    {"Katakana", "\u30A2\u30E1\u30EA\u30AB", {"\u30A2\u30E1\u30EA\u30AB"}},
    {"Korean", "\uD55C\uAD6D \uACBD\uC81C", {"\uD55C\uAD6D", "\uACBD\uC81C"}},
    {"Thai",
     "\u0E01\u0E23\u0E38\u0E07\u0E40\u0E17\u0E1E\u0E2A\u0E27\u0E22",
     {"\u0E01\u0E23\u0E38\u0E07\u0E40\u0E17\u0E1E", "\u0E2A\u0E27\u0E22"}},
    {"Devanagari",
     "\u0939\u093F\u0928\u094D\u0926\u0940 \u092E\u0947\u0902",
     {"\u0939\u093F\u0928\u094D\u0926\u0940", "\u092E\u0947\u0902"}},
    {"FullWidth", "\uFF35\uFF33 \uFF11", {"us", "1"}},
    {"Emoji", "rain \U0001F327\uFE0F fell \U0001F600", {"rain", "fell"}},
    {"InlineTags", "<b>f</b>entanyl <i>policy</i>", {"fentanyl", "policy"}},
    {"BlockTags", "one<p>two<br/>three", {"one", "two", "three"}},
};
class Words : public testing::TestWithParam<Case> {};
TEST_P(Words, AreFoundAndFolded) {
  EXPECT_THAT(folded(GetParam().text), ElementsAreArray(GetParam().words));
}
INSTANTIATE_TEST_SUITE_P(Tokenizer, Words, testing::ValuesIn(kWords),
                         [](const auto& test) { return std::string(test.param.name); });

/// Each word as written, its first byte, its last, and where it ends with its possessive ending.
const Case kPlaces[] = {
    {"Ascii", "Rain, fell.", {"Rain 0-4", "fell 6-10"}},
    {"BlanksInFront", "  \n Rain", {"Rain 4-8"}},
    {"Possessive", "China's x", {"China 0-5 to 7", "x 8-9"}},
    {"CurlyPossessive", "China\u2019s x", {"China 0-5 to 9", "x 10-11"}},
    {"Abbreviation", "a U.S. b", {"a 0-1", "U.S. 2-6", "b 7-8"}},
    {"AbbreviationWithoutLastDot", "U.S, b", {"U.S 0-3", "b 5-6"}},
    {"AbbreviationPossessive", "U.N.'s x", {"U.N. 0-4 to 6", "x 7-8"}},
    {"AbbreviationCurlyPossessive", "U.N.\u2019s x", {"U.N. 0-4 to 8", "x 9-10"}},
    {"AbbreviationAtTheEnd", "U.S.", {"U.S. 0-4"}},
    {"AbbreviationBeforeAnEllipsis", "U.S...", {"U.S. 0-4"}},
    {"Accents", "caf\u00E9 cafe\u0301 x", {"caf\u00E9 0-5", "cafe\u0301 6-12", "x 13-14"}},
    {"Chinese", "\u4E2D\u56FD\u548C", {"\u4E2D\u56FD 0-6", "\u548C 6-9"}},
    {"BehindEmoji", "\U0001F600 x", {"x 5-6"}},
    {"Reference", "x caf&eacute; y", {"x 0-1", "caf&eacute; 2-13", "y 14-15"}},
    {"Tags", "<b>x</b> y", {"x 3-4", "y 9-10"}},
    {"AcrossATag", "<b>f</b>entanyl", {"f</b>entanyl 3-15"}},
    {"ReferenceInAPossessive", "China&#8217;s x", {"China 0-5 to 13", "x 14-15"}},
};
class Places : public testing::TestWithParam<Case> {};
TEST_P(Places, CountBytesOfTheField) {
  const Tokens tokens = tokenize(GetParam().text);
  std::vector<std::string> places;
  for (const Token& token : tokens.tokens) {
    places.push_back(
        fmt::format("{} {}-{}", tokens.raw_of(token), token.span.begin, token.span.end));
    if (token.full_end != token.span.end) places.back() += fmt::format(" to {}", token.full_end);
  }
  EXPECT_THAT(places, ElementsAreArray(GetParam().words));
}
INSTANTIATE_TEST_SUITE_P(Tokenizer, Places, testing::ValuesIn(kPlaces),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Possessives, AreFoldedBesideTheirWord) {
  const Tokens tokens = tokenize("China\u2019s U.N.'S Rain");
  ASSERT_EQ(tokens.tokens.size(), 3U);
  EXPECT_EQ(tokens.folded_of(tokens.tokens[0]), "china");
  EXPECT_EQ(tokens.full_folded_of(tokens.tokens[0]), "china's");
  EXPECT_EQ(tokens.folded_of(tokens.tokens[1]), "un");
  EXPECT_EQ(tokens.full_folded_of(tokens.tokens[1]), "un's");
  EXPECT_EQ(tokens.full_folded_of(tokens.tokens[2]), "rain");
}

struct GapCase {
  std::string_view name;
  std::string_view between;
  Gap gap;
};
const GapCase kGaps[] = {
    {"Blank", " ", Gap::Space},
    {"Blanks", " \t  ", Gap::Space},
    {"WrappedLine", "\n", Gap::Space},
    {"WrappedLineOfWindows", " \r\n ", Gap::Space},
    {"NonBreakingBlank", "\u00A0", Gap::Space},
    {"ZeroWidthBlank", "\u200B", Gap::Space},
    {"FullStop", ". ", Gap::Dot},
    {"FullStopAndWrappedBlank", ".  ", Gap::Dot},
    {"Hyphen", "-", Gap::Hyphen},
    {"Slash", "/", Gap::Hyphen},
    {"EnDash", "\u2013", Gap::Hyphen},
    {"EmDash", "\u2014", Gap::Hyphen},
    {"NonBreakingHyphen", "\u2011", Gap::Hyphen},
    {"HyphenAndBlanks", " - ", Gap::Other},
    {"HyphenAndABlank", "- ", Gap::Other},
    {"HyphenAndANewLine", "-\n", Gap::Other},
    {"TwoHyphens", "--", Gap::Other},
    {"Comma", ", ", Gap::Other},
    {"Quotes", "\" \"", Gap::Other},
    {"CurlyQuote", " \u201C", Gap::Other},
    {"Ellipsis", "... ", Gap::Other},
    {"Colon", ":", Gap::Other},
    {"DotAndQuote", ".\" ", Gap::Other},
    {"BlankLine", "\n\n", Gap::Paragraph},
    {"BlankLineWithBlanks", " \n \t\n ", Gap::Paragraph},
    {"BlankLineOfWindows", "\r\n\r\n", Gap::Paragraph},
    {"LineBehindAFullStop", ".\n", Gap::Paragraph},
    {"LineBehindAQuestion", "?\n", Gap::Paragraph},
    {"LineBehindAQuote", ".\u201D\n", Gap::Paragraph},
    {"LineBehindAChineseStop", "\u3002\n", Gap::Paragraph},
    {"LineBehindAColon", ":\n", Gap::Paragraph},
    {"LineBehindAComma", ",\n", Gap::Other},
    {"LineSeparator", ".\u2028", Gap::Paragraph},
    {"LineSeparatorAlone", "\u2028", Gap::Space},
    {"ParagraphSeparator", "\u2029", Gap::Paragraph},
    {"BlockTag", "<p>", Gap::Paragraph},
    {"BlockTagBehindAComma", ",</li> <li>", Gap::Paragraph},
    {"InlineTagAndBlank", "</b> ", Gap::Space},
    {"BlankReference", "&nbsp;", Gap::Space},
};
class Gaps : public testing::TestWithParam<GapCase> {};
TEST_P(Gaps, TellWhatStandsBetween) {
  const std::string text = "rain" + std::string(GetParam().between) + "fell";
  const Tokens tokens = tokenize(text);
  ASSERT_EQ(tokens.tokens.size(), 2U);
  EXPECT_EQ(tokens.tokens[0].gap, Gap::Paragraph);
  EXPECT_EQ(tokens.tokens[1].gap, GetParam().gap);
  EXPECT_EQ(tokens.tokens[0].paragraph, 0U);
  EXPECT_EQ(tokens.tokens[1].paragraph, GetParam().gap == Gap::Paragraph ? 1U : 0U);
}
INSTANTIATE_TEST_SUITE_P(Tokenizer, Gaps, testing::ValuesIn(kGaps),
                         [](const auto& test) { return std::string(test.param.name); });

std::vector<Gap> gaps(std::string_view field) {
  std::vector<Gap> found;
  for (const Token& token : tokenize(field).tokens) found.push_back(token.gap);
  return found;
}

TEST(GapsBehindAbbreviations, KnowThatTheDotIsPartOfTheWord) {
  EXPECT_THAT(gaps("U.S. officials"), ElementsAre(Gap::Paragraph, Gap::Space));
  EXPECT_THAT(gaps("U.S.-China"), ElementsAre(Gap::Paragraph, Gap::Hyphen));
  EXPECT_THAT(gaps("the U.S.\nRain"), ElementsAre(Gap::Paragraph, Gap::Space, Gap::Paragraph));
  EXPECT_THAT(gaps("the U.S\nrain"), ElementsAre(Gap::Paragraph, Gap::Space, Gap::Space));
  EXPECT_THAT(gaps("U.N.'s\nagency"), ElementsAre(Gap::Paragraph, Gap::Space));
  // The last byte of this word is that of a closing quotation mark in Latin-1.
  EXPECT_THAT(gaps("\u0430.\u043B\nx"), ElementsAre(Gap::Paragraph, Gap::Space));
}

TEST(GapsWithoutBlanks, AreSpaces) {
  EXPECT_THAT(gaps("\u4E2D\u56FD\u548C\u7F8E\u56FD"),
              ElementsAre(Gap::Paragraph, Gap::Space, Gap::Space));
}

TEST(Paragraphs, AreCounted) {
  std::vector<std::uint32_t> paragraphs;
  for (const Token& t : tokenize("\n\nOne two.\nThree\n\n\nfour <br> five").tokens) {
    paragraphs.push_back(t.paragraph);
  }
  EXPECT_THAT(paragraphs, ElementsAre(0, 0, 1, 2, 3));
}

struct LetterCase {
  std::string_view name;
  std::string_view word;
  bool capitalised;
};
const LetterCase kLetters[] = {
    {"UpperCase", "Rain", true},
    {"LowerCase", "rain", false},
    {"InnerCapital", "iPhone", false},
    {"Accented", "\u00C9cole", true},
    {"AccentedSmall", "\u00E9cole", false},
    {"Decomposed", "E\u0301cole", true},
    {"Cyrillic", "\u041C\u043E\u0441\u043A\u0432\u0430", true},
    {"CyrillicSmall", "\u0440\u0435\u043A\u0430", false},
    {"TitleCaseDigraph", "\u01C5", true},
    {"NoCaseChinese", "\u4E2D\u56FD", true},
    {"NoCaseArabic", "\u0645\u062D\u0645\u062F", true},
    {"Digit", "3rd", false},
    {"Underscore", "_Rain", false},
    {"Abbreviation", "U.S.", true},
    {"SmallAbbreviation", "e.g.", false},
};
class Capitals : public testing::TestWithParam<LetterCase> {};
TEST_P(Capitals, BeginNames) {
  const Tokens tokens = tokenize(GetParam().word);
  ASSERT_EQ(tokens.tokens.size(), 1U);
  EXPECT_EQ(tokens.tokens[0].capitalised, GetParam().capitalised);
}
INSTANTIATE_TEST_SUITE_P(Tokenizer, Capitals, testing::ValuesIn(kLetters),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Tokenizers, ReuseTheirMemory) {
  Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize("A long text with \u00E9 and more", tokens);
  tokenizer.tokenize("Rain", tokens);
  ASSERT_EQ(tokens.tokens.size(), 1U);
  EXPECT_EQ(tokens.folded_of(tokens.tokens[0]), "rain");
  tokenizer.tokenize("", tokens);
  EXPECT_TRUE(tokens.tokens.empty());
  EXPECT_TRUE(tokens.folded.empty());
}

// AddressSanitizer fails this one.
TEST(FoldedText, CanBeReadBehindItsEnd) {
  for (const std::string& text : {std::string(), std::string("rain"), std::string(1000, 'x')}) {
    const Tokens tokens = tokenize(text);
    const char* end = tokens.folded.data() + tokens.folded.size();
    EXPECT_EQ(std::count(end, end + 64, '\x01'), 0);
  }
}

TEST(Tokenizers, CanBeMoved) {
  Tokenizer first;
  Tokenizer second(std::move(first));
  Tokens tokens;
  second.tokenize("caf\u00E9", tokens);
  EXPECT_EQ(tokens.folded_of(tokens.tokens[0]), "cafe");
  second = Tokenizer();
  second.tokenize("th\u00E9", tokens);
  EXPECT_EQ(tokens.folded_of(tokens.tokens[0]), "the");
}

TEST(Tokenizers, MarkAbbreviations) {
  const Tokens tokens = tokenize("U.S. forces, U.N's, e.g. end.Start 3.5 x");
  std::vector<bool> found;
  for (const Token& token : tokens.tokens) found.push_back(token.abbreviation);
  EXPECT_THAT(found, ElementsAre(true, false, true, true, false, false, false));
}

}  // namespace
}  // namespace newswatch::text
