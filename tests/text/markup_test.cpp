#include "text/markup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/tokenizer.h"

namespace newswatch::text {
namespace {

using namespace std::string_view_literals;

std::string plain(std::string_view field) {
  const auto text = strip_markup(field);
  return text ? text->text : std::string(field);
}

struct Case {
  std::string_view name;
  std::string_view field;
  std::string_view plain;
};
const Case kCases[] = {
    {"NoMarkup", "Rain in Spain", "Rain in Spain"},
    {"Empty", "", ""},
    {"InlineTagJoins", "<b>f</b>entanyl", "fentanyl"},
    {"BlockTagParts", "<p>One</p><p>Two</p>", "\n\nOne\n\n\n\nTwo\n\n"},
    {"LineBreakParts", "One<br>Two<br/>Three", "One\n\nTwo\n\nThree"},
    {"CapitalNames", "<P>One</P><SPAN>Two</SPAN>", "\n\nOne\n\nTwo"},
    {"Heading", "<h1>One</h1>Two", "\n\nOne\n\nTwo"},
    {"Attributes", R"(<a href="https://example.com" rel=nofollow>link</a>)", "link"},
    {"BracketInDoubleQuotes", R"(<a title="x > y">link</a>)", "link"},
    {"BracketInSingleQuotes", "<a title='x > y'>link</a>", "link"},
    {"BlanksRoundTheEqualsSign", R"(<a title = "x > y">link</a>)", "link"},
    {"OtherQuotesInside", R"(<a title="it's > that">link</a>)", "link"},
    {"TagInAnAttribute", R"(<a title="<b>">link</a>)", "link"},
    {"EmptyAttribute", R"(<a title="">link</a>)", "link"},
    {"QuoteThatBeginsNoValue", "<a it's>link</a>", "link"},
    {"TagOverLines", "<a\n  href='x'\n>link</a\n>", "link"},
    {"SelfClosing", "One<img src=x />Two", "One\n\nTwo"},
    {"UnknownElement", "<blinken>Antony</blinken>", "<blinken>Antony</blinken>"},
    {"NameTooLong", "<figcaptions>x", "<figcaptions>x"},
    {"EmailInBrackets", "Ann <ann@example.com>", "Ann <ann@example.com>"},
    {"LessThan", "a < b and c > d", "a < b and c > d"},
    {"LessThanANumber", "fewer than <3 votes", "fewer than <3 votes"},
    {"LessThanAtTheEnd", "a <", "a <"},
    {"EmptyTag", "a <> b </> c", "a <> b </> c"},
    {"Arrow", "a <- b -> c <= d", "a <- b -> c <= d"},
    {"UnclosedTag", "One <a href='x' Two", "One <a href='x' Two"},
    {"UnclosedTagBeforeATag", "One <a <b>Two</b>", "One <a Two"},
    {"UnclosedValue", R"(One <a href="x>Two</a>)", R"(One <a href="x>Two)"},
    {"TagBehindAnUnclosedValue", R"(<a x="> <b y='1'>One</b> <i z='>'>Two</i>)",
     R"(<a x="> One Two)"},
    {"ClosingTagAlone", "One</b> Two</p>", "One Two\n\n"},
    {"Comment", "One<!-- <p>hidden</p> -->Two", "OneTwo"},
    {"CommentWithMarksInside", "One<!-- a > b - -- c -->Two", "OneTwo"},
    {"EmptyComment", "One<!---->Two", "OneTwo"},
    {"ShortestComments", "One<!-->Two<!--->Three", "OneTwoThree"},
    {"UnclosedComment", "One<!-- Two", "One<!-- Two"},
    {"TagInAnUnclosedComment", "One<!-- <b>Two</b>", "One<!-- Two"},
    {"Declaration", "<!DOCTYPE html>One", "One"},
    {"ProcessingInstruction", "<?xml version='1.0'?>One", "One"},
    {"UnclosedDeclaration", "One<!DOCTYPE", "One<!DOCTYPE"},
    {"Script", "One<script>if (a < b) alert('x');</script>Two", "One\n\nTwo"},
    {"ScriptWithAttributes", "One<script src='x'>y</script >Two", "One\n\nTwo"},
    {"ScriptInCapitals", "One<SCRIPT>x</Script>Two", "One\n\nTwo"},
    {"OtherTagsInAScript", "<script>'</b></style>'</script>One", "\n\nOne"},
    {"Style", "<style>p > a { color: red }</style>One", "\n\nOne"},
    {"UnclosedScript", "One<script>x < 1; <b>Two</b>", "One\n\nx < 1; Two"},
    {"UnfinishedClosingOfAScript", "One<script><!d>Two</script", "One\n\nTwo</script"},
    {"ClosingScriptAlone", "One</script>Two", "One\n\nTwo"},

    {"NamedReference", "AT&amp;T", "AT&T"},
    {"Quotes", "&ldquo;We&rsquo;re&rdquo;", "\u201CWe\u2019re\u201D"},
    {"Apostrophe", "China&apos;s", "China's"},
    {"NonBreakingBlank", "a&nbsp;b", "a\u00A0b"},
    {"LongestName", "&thetasym;", "\u03D1"},
    {"Decimal", "China&#8217;s", "China\u2019s"},
    {"Hexadecimal", "China&#x2019;s &#X2019;", "China\u2019s \u2019"},
    {"BeyondTheBasicPlane", "&#128512;", "\U0001F600"},
    {"LastCharacter", "&#x10FFFF;", "\U0010FFFF"},
    {"BracketsAreCharacters", "&lt;b&gt;bold&lt;/b&gt;", "<b>bold</b>"},
    {"OnlyOneLevel", "&amp;lt;", "&lt;"},
    {"UnknownName", "&blinken;", "&blinken;"},
    {"NamesAreCaseSensitive", "&AMP;", "&AMP;"},
    {"NoSemicolon", "AT&T, caf&eacute, &amp", "AT&T, caf&eacute, &amp"},
    {"BlankInside", "&am p;", "&am p;"},
    {"Alone", "a & b; &; &&;", "a & b; &; &&;"},
    {"AtTheEnd", "a &", "a &"},
    {"NoDigits", "&#; &#x;", "&#; &#x;"},
    {"NoNumber", "&#12a; &#xg; &#-1; &#+1;", "&#12a; &#xg; &#-1; &#+1;"},
    {"NumberZero", "&#0;", "&#0;"},
    {"NumberOfASurrogate", "&#xD800; &#xDFFF;", "&#xD800; &#xDFFF;"},
    {"NumberTooLarge", "&#x110000; &#99999999;", "&#x110000; &#99999999;"},
    {"ReferenceInATag", "<a title='&quot;>'>link</a>", "link"},
    {"NulInAName", "&amp\0x;"sv, "&amp\0x;"sv},
    {"MarkupBetweenLetters", "\u4E2D<b>\u56FD</b>&eacute;", "\u4E2D\u56FD\u00E9"},
};
class Markup : public testing::TestWithParam<Case> {};
TEST_P(Markup, IsReadPast) { EXPECT_EQ(plain(GetParam().field), GetParam().plain); }
TEST_P(Markup, KeepsWhereEveryByteCameFrom) {
  const std::string_view field = GetParam().field;
  const auto text = strip_markup(field);
  if (!text) {
    EXPECT_EQ(field.find_first_of("<&"), std::string_view::npos);
    return;
  }
  ASSERT_EQ(text->origins.size(), text->text.size());
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < text->origins.size(); ++i) {
    const ByteSpan origin = text->origins[i];
    EXPECT_LE(last, origin.begin);
    EXPECT_LT(origin.begin, origin.end);
    EXPECT_LE(origin.end, field.size());
    if (origin.size_bytes() == 1) {
      EXPECT_EQ(field[origin.begin], text->text[i]);
    }
    last = origin.begin;
  }
}
INSTANTIATE_TEST_SUITE_P(Text, Markup, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(MarkupOrigins, CoverTagsAndReferences) {
  const auto text = strip_markup("x <b>caf&eacute;</b>s y");
  ASSERT_TRUE(text);
  ASSERT_EQ(text->text, "x caf\u00E9s y");
  EXPECT_EQ(text->origin_of({2, 5}), (ByteSpan{5, 8}));   // caf
  EXPECT_EQ(text->origin_of({2, 7}), (ByteSpan{5, 16}));  // with its last letter
  EXPECT_EQ(text->origin_of({2, 8}), (ByteSpan{5, 21}));  // across the tag
}

TEST(MarkupOrigins, MakeOneWordOfAReference) {
  Tokenizer tokenizer;
  Tokens tokens;
  const std::string_view field = "The caf&eacute; closed";
  tokenizer.tokenize(field, tokens);
  ASSERT_EQ(tokens.tokens.size(), 3U);
  EXPECT_EQ(tokens.folded_of(tokens.tokens[1]), "cafe");
  EXPECT_EQ(tokens.raw_of(tokens.tokens[1]), "caf&eacute;");
  EXPECT_EQ(tokens.tokens[1].span, (ByteSpan{4, 15}));
}

TEST(MarkupOrigins, LeaveATagBehindAWordOut) {
  Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize("<b>China</b>&rsquo;s <i>policy</i>.", tokens);
  ASSERT_EQ(tokens.tokens.size(), 2U);
  EXPECT_EQ(tokens.raw_of(tokens.tokens[0]), "China");
  EXPECT_EQ(tokens.tokens[0].full_end, 20U);
  EXPECT_EQ(tokens.raw_of(tokens.tokens[1]), "policy");
}

struct Hostile {
  std::string_view name;
  std::string_view part;
  std::string_view end = "";
};
// A million bytes each. A reader that goes back over what it has read needs minutes for most of
// them, and runs into the time limit of the test.
const Hostile kHostile[] = {
    {"Comments", "<!--"},
    {"CommentsNearlyClosed", "<!-- --"},
    {"Declarations", "<!"},
    {"Instructions", "<?"},
    {"Values", "<a =\""},
    {"ValuesInSingleQuotes", "<a ='"},
    {"ValuesOfBothKinds", "<a =\"' ='\" "},
    {"TagsInsideValues", " <a =\"<a\""},
    {"TagsInsideValuesOfOneTag", " =\"<a\""},
    {"TagsInsideValuesOfBothKinds", " =\"<a\" ='<a'"},
    {"TagsInsideManyValues", "<a =\"<a <a <a\" ='<a\" <a' "},
    {"ValuesThenABracket", " =\"<a\"", "<"},
    {"Scripts", "<script>"},
    {"ScriptsBeforeAnUnfinishedEnd", "<script>", "</script"},
    {"ScriptsBeforeOtherEnds", "<script></style>"},
    {"Styles", "<style>"},
    {"StylesAndScripts", "<style></script"},
    {"ClosingTags", "</"},
    {"ClosingScripts", "</script"},
    {"Ampersands", "&"},
    {"References", "&#"},
    {"LongReferences", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    {"Tags", "<b"},
    {"TagsWithABlank", "<b "},
    {"Brackets", "<"},
    {"ClosedTags", "<b>"},
    {"LongNames", "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
};
class HostileMarkup : public testing::TestWithParam<Hostile> {};
TEST_P(HostileMarkup, TakesLinearTime) {
  std::string field = "<a ";
  while (field.size() < (1 << 20)) field += GetParam().part;
  field += GetParam().end;
  const auto text = strip_markup(field);
  ASSERT_TRUE(text);
  EXPECT_LE(text->text.size(), field.size());
  EXPECT_EQ(text->origins.size(), text->text.size());
}
INSTANTIATE_TEST_SUITE_P(Text, HostileMarkup, testing::ValuesIn(kHostile),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::text
