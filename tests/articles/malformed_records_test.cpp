#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "articles/article_decoder.h"
#include "base/utf8.h"
#include "tests/articles/default_fields.h"

// What strangers send: each record ends as an article or in the dead-letter topic with its code.

namespace newswatch::articles {
namespace {

using namespace std::string_literals;

constexpr std::size_t kMiB = 1 << 20;
const std::string kBom = "\xEF\xBB\xBF";

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

std::string nested(std::string_view open, std::string_view inside, std::string_view close,
                   std::size_t levels) {
  return R"({"title": "Rain", "x": )" + repeated(open, levels) + std::string(inside) +
         repeated(close, levels) + "}";
}

/// An article with one more field, which nothing reads.
std::string ignoring(std::string_view value) {
  return R"({"title": "Rain", "x": )" + std::string(value) + "}";
}

std::string titled(std::string_view bytes) {
  return R"({"title": "Rain )" + std::string(bytes) + "\"}";
}

/// @return every second byte a NUL, as in UTF-16.
std::string utf16(std::string_view ascii, bool little_endian) {
  std::string text = little_endian ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) text += little_endian ? std::string{c, '\0'} : std::string{'\0', c};
  return text;
}

struct Case {
  std::string name;
  std::string payload;
  std::optional<ErrorCode> code = std::nullopt;  ///< Nothing: it is an article.
};

constexpr auto kJson = ErrorCode::InvalidJson;
constexpr auto kUtf8 = ErrorCode::NotUtf8;
constexpr auto kType = ErrorCode::WrongType;
constexpr auto kNoText = ErrorCode::NoText;
constexpr auto kTooLarge = ErrorCode::TooLarge;

const std::vector<Case> kSyntax = {
    {"EmptyRecord", "", kJson},
    {"WhiteSpaceOnly", " \t\r\n", kJson},
    {"WhiteSpaceAround", " \n{\"title\": \"Rain\"}\r\n\t "},
    {"NotJson", "Rain in Spain", kJson},
    {"Xml", "<article><title>Rain</title></article>", kJson},
    {"RootIsAList", R"([{"title": "Rain"}])", kType},
    {"RootIsAString", R"("Rain")", kType},
    {"RootIsANumber", "42", kType},
    {"RootIsALargeNumber", "1e999", kType},
    {"RootIsTrue", "true", kType},
    {"RootIsNull", "null", kType},
    {"TwoObjects", R"({"title": "Rain"}{"title": "Sun"})", kJson},
    {"TwoLines", "{\"title\": \"Rain\"}\n{\"title\": \"Sun\"}", kJson},
    {"LetterBehind", R"({"title": "Rain"}x)", kJson},
    {"CommaBehind", R"({"title": "Rain"},)", kJson},
    {"BracketBehind", R"({"title": "Rain"}})", kJson},
    {"TrailingComma", R"({"title": "Rain",})", kJson},
    {"TrailingCommaInAList", ignoring("[1,]"), kJson},
    {"MissingComma", R"({"title": "Rain" "body": "x"})", kJson},
    {"MissingColon", R"({"title" "Rain"})", kJson},
    {"MissingValue", R"({"title":})", kJson},
    {"UnquotedKey", R"({title: "Rain"})", kJson},
    {"SingleQuotes", "{'title': 'Rain'}", kJson},
    {"NumberAsKey", R"({1: "Rain"})", kJson},
    {"Comment", R"({"title": "Rain" /* wet */})", kJson},
    {"BracketsMixedUp", ignoring("[1}"), kJson},
    {"MisspeltTrue", ignoring("ture"), kJson},
    {"CapitalNull", ignoring("NULL"), kJson},
    {"Undefined", ignoring("undefined"), kJson},
    {"NestedAThousandTimes", nested("[", "", "]", 1000)},
    {"ObjectsNestedAThousandTimes", nested("{\"a\":", "1", "}", 1000)},
    {"NestedTooDeep", nested("[", "", "]", 1100), kJson},
    {"NestedAHundredThousandTimes", nested("[", "", "]", 100000), kJson},
    {"ObjectsNestedAHundredThousandTimes", nested("{\"a\":", "1", "}", 100000), kJson},
    {"OpenedAMillionTimes", repeated("[", 1000000), kJson},
    {"ClosedAMillionTimes", repeated("]", 1000000), kJson},
    {"DuplicateKeys", R"({"title": "Rain", "title": "Sun"})"},
    {"SecondDuplicateOfAnotherType", R"({"title": "Rain", "title": 5})"},
    {"FirstDuplicateOfAnotherType", R"({"title": 5, "title": "Rain"})", kType},
    {"EmptyKey", R"({"title": "Rain", "": 1})"},
    {"AHundredThousandKeys", "{" + repeated(R"("k": 1, )", 100000) + R"("title": "Rain"})"},
    {"KeyWithEscapes", R"({"\u0074\u0069tle": "Rain"})"},
};

const std::vector<Case> kNumbers = {
    {"HugeExponent", ignoring("1e999")},
    {"HugeNegativeExponent", ignoring("1e-999")},
    {"HugeNegativeNumber", ignoring("-1e999")},
    {"ExponentOfManyDigits", ignoring("1e" + repeated("9", 500))},
    {"FiveHundredDigits", ignoring(repeated("7", 500))},
    {"FiveHundredDecimals", ignoring("0." + repeated("7", 500))},
    {"AMillionDigits", ignoring(repeated("7", 1000000))},
    {"BeyondUnsigned64", ignoring("18446744073709551616")},
    {"BeyondSigned64", ignoring("-9223372036854775809")},
    {"MinusZero", ignoring("-0")},
    {"LargeNumberBesideADate", R"({"title": "Rain", "x": 1e999, "published_at": 1795422600})"},
    {"LeadingZero", ignoring("01"), kJson},
    {"TwoZeros", ignoring("00"), kJson},
    {"NegativeLeadingZero", ignoring("-01"), kJson},
    {"PointAtTheEnd", ignoring("1."), kJson},
    {"PointAtTheBeginning", ignoring(".5"), kJson},
    {"PlusSign", ignoring("+1"), kJson},
    {"OnlyAMinus", ignoring("-"), kJson},
    {"TwoMinuses", ignoring("--1"), kJson},
    {"EmptyExponent", ignoring("1e"), kJson},
    {"SignedEmptyExponent", ignoring("1e+"), kJson},
    {"TwoPoints", ignoring("1.2.3"), kJson},
    {"NotANumber", ignoring("NaN"), kJson},
    {"Infinity", ignoring("Infinity"), kJson},
    {"MinusInfinity", ignoring("-Infinity"), kJson},
    {"Hexadecimal", ignoring("0x10"), kJson},
    {"ThousandsSeparator", ignoring("1,000"), kJson},
    {"Underscore", ignoring("1_000"), kJson},
    {"HugeAndMalformed", ignoring("01e999"), kJson},
    {"HugeBesideMalformed", ignoring("[1e999, 01]"), kJson},
};

const std::vector<Case> kStrings = {
    {"Unclosed", R"({"title": "Rain)", kJson},
    {"RawNewline", "{\"title\": \"Rain\nSun\"}", kJson},
    {"RawTab", "{\"title\": \"Rain\tSun\"}", kJson},
    {"RawControlCharacter", "{\"title\": \"Rain\x01\"}", kJson},
    {"RawNul", "{\"title\": \"Rain\0\"}"s, kJson},
    {"RawNulInAnIgnoredField", ignoring("\"\0\""s), kJson},
    {"RawNulBetween", "{\"title\":\0\"Rain\"}"s, kJson},
    {"RawNulBehind", "{\"title\": \"Rain\"}\0"s, kJson},
    {"OnlyNuls", std::string(100, '\0'), kJson},
    {"Delete", titled("\x7F")},
    {"EscapedNul", titled("\\u0000")},
    {"EscapedNulInAKey", R"({"title": "Rain", "a\u0000b": 1})"},
    {"EscapedControlCharacters", titled("\\u0001\\u001f\\b\\f\\n\\r\\t")},
    {"AllEscapes", titled(R"(\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00)")},
    {"UnknownEscape", titled("\\x41"), kJson},
    {"EscapedSingleQuote", titled("\\'"), kJson},
    {"EscapedNewline", titled("\\\n"), kJson},
    {"ShortUnicodeEscape", titled("\\u12"), kJson},
    {"UnicodeEscapeWithoutDigits", titled("\\uGGGG"), kJson},
    {"UnicodeEscapeWithASign", titled("\\u+123"), kJson},
    {"EscapeAtTheEnd", R"({"title": "Rain\)", kJson},
    {"UnknownEscapeInAnIgnoredField", ignoring(R"("\q")"), kJson},
    {"HighSurrogate", titled("\\uD83D"), kJson},
    {"LowSurrogate", titled("\\uDE00"), kJson},
    {"ReversedSurrogates", titled("\\uDE00\\uD83D"), kJson},
    {"TwoHighSurrogates", titled("\\uD83D\\uD83D"), kJson},
    {"HighSurrogateBeforeALetter", titled("\\uD83Dx"), kJson},
    {"HighSurrogateBeforeALetterEscape", titled("\\uD83D\\u0041"), kJson},
    {"LowSurrogateBehindAPair", titled("\\uD83D\\uDE00\\uDE00"), kJson},
    {"SurrogatePair", titled("\\uD83D\\uDE00")},
    {"HighSurrogateIgnored", ignoring(R"("\uD83D")"), kJson},
    {"LowSurrogateIgnored", ignoring(R"("\uDE00")"), kJson},
    {"ReversedSurrogatesIgnored", ignoring(R"("\uDE00\uD83D")"), kJson},
    {"HighSurrogateInAKey", R"({"title": "Rain", "\uD83D": 1})", kJson},
    {"LowSurrogateInAKey", R"({"title": "Rain", "\uDE00": 1})", kJson},
    {"EscapedBackslashBeforeASurrogate", titled("\\\\uD83D")},
    {"NonCharacter", titled("\\uFFFF")},
};

const std::vector<Case> kEncodings = {
    {"Bom", kBom + titled("")},
    {"BomAndWhiteSpace", kBom + " " + titled("")},
    {"BomTwice", kBom + kBom + titled(""), kJson},
    {"BomAlone", kBom, kJson},
    {"BomBehindABlank", " " + kBom + titled(""), kJson},
    {"BomBetweenTokens", "{" + kBom + "\"title\": \"Rain\"}", kJson},
    {"BomBehind", titled("") + kBom, kJson},
    {"BomInsideAString", titled(kBom)},
    {"HalfABom", "\xEF\xBB" + titled(""), kUtf8},
    {"Utf16LittleEndian", utf16(titled(""), true), kUtf8},
    {"Utf16BigEndian", utf16(titled(""), false), kUtf8},
    {"Utf16WithoutMark", utf16(titled(""), true).substr(2), kJson},
    {"Latin1", titled("caf\xE9"), kUtf8},
    {"Windows1252Quotes", titled("\x93Rain\x94"), kUtf8},
    {"ShiftJis", titled("\x93\xFA\x96\x7B"), kUtf8},
    {"ContinuationAlone", titled("\x80"), kUtf8},
    {"TwoBytesSecondMissing", titled("\xC3"), kUtf8},
    {"TwoBytesSecondWrong", titled("\xC3("), kUtf8},
    {"ThreeBytesSecondMissing", titled("\xE2"), kUtf8},
    {"ThreeBytesSecondWrong", titled("\xE2(\x82"), kUtf8},
    {"ThreeBytesThirdMissing", titled("\xE2\x82"), kUtf8},
    {"ThreeBytesThirdWrong", titled("\xE2\x82("), kUtf8},
    {"FourBytesSecondMissing", titled("\xF0"), kUtf8},
    {"FourBytesSecondWrong", titled("\xF0(\x98\x80"), kUtf8},
    {"FourBytesThirdMissing", titled("\xF0\x9F"), kUtf8},
    {"FourBytesThirdWrong", titled("\xF0\x9F(\x80"), kUtf8},
    {"FourBytesFourthMissing", titled("\xF0\x9F\x98"), kUtf8},
    {"FourBytesFourthWrong", titled("\xF0\x9F\x98("), kUtf8},
    {"CharacterCutByTheEnd", "{\"title\": \"Rain \xE2\x82", kUtf8},
    {"Overlong2", titled("\xC0\xAF"), kUtf8},
    {"Overlong3", titled("\xE0\x80\xAF"), kUtf8},
    {"Overlong4", titled("\xF0\x80\x80\xAF"), kUtf8},
    {"OverlongNul", titled("\xC0\x80"), kUtf8},
    {"SurrogateBytes", titled("\xED\xA0\xBD"), kUtf8},
    {"SurrogatePairBytes", titled("\xED\xA0\xBD\xED\xB8\x80"), kUtf8},
    {"BeyondTheLastCharacter", titled("\xF4\x90\x80\x80"), kUtf8},
    {"FiveByteForm", titled("\xF8\x88\x80\x80\x80"), kUtf8},
    {"ByteFe", titled("\xFE"), kUtf8},
    {"ByteFf", titled("\xFF"), kUtf8},
    {"InvalidInAnIgnoredField", ignoring("\"\xFF\""), kUtf8},
    {"InvalidInAKey", "{\"title\": \"Rain\", \"\xFF\": 1}", kUtf8},
    {"InvalidBetweenTokens", "{\xFF\"title\": \"Rain\"}", kUtf8},
    {"InvalidBehind", titled("") + "\xFF", kUtf8},
    {"InvalidAndBroken", "{\"title\": \xFF", kUtf8},
    {"TwoThreeAndFourBytes", titled("\u00E9\u20AC\U0001F600\U0010FFFF")},
    {"RandomBytes", "\x9C\x01\xFE\x33\x00\x81"s, kUtf8},
    {"Gzip", "\x1F\x8B\x08\x00\x00\x00\x00\x00"s, kUtf8},
};

const std::vector<Case> kTexts = {
    {"EmptyObject", "{}", kNoText},
    {"NeitherTitleNorBody", R"({"id": "1", "url": "https://example.com/"})", kNoText},
    {"EmptyTitle", R"({"title": ""})", kNoText},
    {"BlankTitleAndBody", R"({"title": " ", "body": "\n\t\u00a0\u3000"})", kNoText},
    {"NulsOnly", R"({"title": "\u0000\u0000"})", kNoText},
    {"NullTitleAndBody", R"({"title": null, "body": null})", kNoText},
    {"EmptyListOfParagraphs", R"({"body": []})", kNoText},
    {"ListOfEmptyParagraphs", R"({"body": ["", " "]})", kNoText},
    {"TextUnderOtherNames", R"({"headline": "Rain", "text": "It rained."})", kNoText},
    {"TextTooDeep", R"({"data": {"article": {"title": "Rain"}}})", kNoText},
    {"OnlyABody", R"({"body": "It rained."})"},
    {"OneLetter", R"({"title": "x"})"},
    {"DataIsAString", R"({"data": "Rain"})", kNoText},
    {"DataIsAList", R"({"data": [{"title": "Rain"}]})", kNoText},
    {"DataIsAStringBesideATitle", R"({"data": "x", "title": "Rain"})"},
};

/// Every value under every field.
std::vector<Case> wrong_types() {
  struct Value {
    std::string_view name, json;
  };
  constexpr Value kNumber{"Number", "5"}, kFraction{"Fraction", "1.5"}, kTrue{"Boolean", "true"},
      kList{"List", "[]"}, kNumbers2{"ListOfNumbers", "[1]"}, kNulls{"ListOfNulls", "[null]"},
      kLists{"ListOfLists", R"([["a"]])"}, kObject{"Object", "{}"},
      kNameless{"ListOfObjects", R"([{"title": "a"}])"}, kPart{"ObjectOfNumbers", R"({"name": 1})"},
      kDomain{"DomainNumber", R"({"domain": 1})"}, kCountry{"CountryList", R"({"country": []})"},
      kLarge{"LargeNumber", "1e999"};
  struct Field {
    std::string_view name;
    std::vector<Value> wrong;
  };
  const Field fields[] = {
      {"id", {kNumber, kTrue, kList, kObject}},
      {"url", {kNumber, kTrue, kList, kObject}},
      {"title", {kNumber, kTrue, kList, kObject, kLarge}},
      {"body", {kNumber, kTrue, kObject, kNumbers2, kNulls, kLists, kNameless}},
      {"authors", {kNumber, kTrue, kObject, kNumbers2, kNulls, kLists, kNameless}},
      {"published_at", {kTrue, kList, kObject}},
      {"source", {kNumber, kTrue, kList, kPart, kDomain, kCountry}},
      {"lang", {kNumber, kTrue, kList, kObject}},
      {"version", {kFraction, kTrue, kList, kObject, kLarge}},
      {"status", {kNumber, kTrue, kList, kObject}},
  };
  std::vector<Case> cases;
  for (const Field& field : fields) {
    const std::string text = field.name == "title" ? "body" : "title";
    const auto record = [&](std::string_view value) {
      return "{\"" + text + "\": \"Rain\", \"" + std::string(field.name) +
             "\": " + std::string(value) + "}";
    };
    std::string name(field.name);
    std::erase(name, '_');
    for (const Value& value : field.wrong) {
      cases.push_back({name + std::string(value.name), record(value.json), kType});
    }
    cases.push_back({name + "Null", record("null")});
  }
  return cases;
}

/// A complete article, cut behind each of its bytes.
std::vector<Case> truncations() {
  const std::string whole =
      R"({"id":"1","title":"R\u00e9n \uD83D\uDE00","body":["a","b"],"n":-1.5e3,"ok":true,"none":null,)"
      R"("source":{"name":"x"}})";
  std::vector<Case> cases;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    cases.push_back({"After" + std::to_string(size) + "Bytes", whole.substr(0, size), kJson});
  }
  cases.push_back({"Whole", whole});
  return cases;
}

std::string with_title_of(std::size_t bytes) {
  return R"({"title": ")" + std::string(bytes, 'x') + "\"}";
}

const std::vector<Case> kSizes = {
    {"TitleOf10MiBAboveTheLimit", with_title_of(10 * kMiB), kTooLarge},
    {"GarbageOf10MiB", std::string(10 * kMiB, '\xFF'), kTooLarge},
    {"ExactlyTheLimit", with_title_of(4 * kMiB - 13)},
    {"OneByteMore", with_title_of(4 * kMiB - 12), kTooLarge},
};
const std::vector<Case> kLarge = {
    {"TitleOf10MiB", with_title_of(10 * kMiB)},
    {"IgnoredStringOf10MiB", ignoring("\"" + std::string(10 * kMiB, 'x') + "\"")},
    {"KeyOf10MiB", R"({"title": "Rain", ")" + std::string(10 * kMiB, 'x') + "\": 1}"},
    {"NumberOf10MiB", ignoring(std::string(10 * kMiB, '1'))},
    {"BlanksOf10MiB", std::string(10 * kMiB, ' '), kJson},
    {"BlankTitleOf10MiB", R"({"title": ")" + std::string(10 * kMiB, ' ') + "\"}", kNoText},
    {"UnclosedStringOf10MiB", R"({"title": ")" + std::string(10 * kMiB, 'x'), kJson},
    {"InvalidLastByteOf10MiB", R"({"title": ")" + std::string(10 * kMiB, 'x') + "\xFF\"}", kUtf8},
    {"EscapesOf10MiB", R"({"title": ")" + repeated("\\u0041", 10 * kMiB / 6) + "\"}"},
};

void expect_outcome(ArticleDecoder& decoder, const Case& expected) {
  Record record;
  record.payload = expected.payload;
  const auto article = decoder.decode(record);
  if (!expected.code) {
    ASSERT_TRUE(article) << article.error().message;
    EXPECT_FALSE(article->id.value.empty());
    for (const std::string* text : {&article->title, &article->body, &article->byline}) {
      EXPECT_EQ(first_invalid_utf8(*text), std::nullopt);
    }
    return;
  }
  ASSERT_FALSE(article);
  EXPECT_EQ(name_of(article.error().code), name_of(*expected.code)) << article.error().message;
  EXPECT_FALSE(article.error().message.empty());
  EXPECT_LT(article.error().message.size(), 300U) << "an article's text has no place in a message";
}

class MalformedRecord : public testing::TestWithParam<Case> {};
TEST_P(MalformedRecord, EndsAsArticleOrWithItsCode) {
  ArticleDecoder decoder({.fields = default_fields()});
  expect_outcome(decoder, GetParam());
}
const auto kNameOf = [](const auto& test) { return test.param.name; };
INSTANTIATE_TEST_SUITE_P(Syntax, MalformedRecord, testing::ValuesIn(kSyntax), kNameOf);
INSTANTIATE_TEST_SUITE_P(Numbers, MalformedRecord, testing::ValuesIn(kNumbers), kNameOf);
INSTANTIATE_TEST_SUITE_P(Strings, MalformedRecord, testing::ValuesIn(kStrings), kNameOf);
INSTANTIATE_TEST_SUITE_P(Encodings, MalformedRecord, testing::ValuesIn(kEncodings), kNameOf);
INSTANTIATE_TEST_SUITE_P(Texts, MalformedRecord, testing::ValuesIn(kTexts), kNameOf);
INSTANTIATE_TEST_SUITE_P(Types, MalformedRecord, testing::ValuesIn(wrong_types()), kNameOf);
INSTANTIATE_TEST_SUITE_P(Truncated, MalformedRecord, testing::ValuesIn(truncations()), kNameOf);
INSTANTIATE_TEST_SUITE_P(Sizes, MalformedRecord, testing::ValuesIn(kSizes), kNameOf);

class LargeRecord : public testing::TestWithParam<Case> {};
TEST_P(LargeRecord, EndsAsArticleOrWithItsCode) {
  ArticleDecoder decoder({.fields = default_fields(), .max_record_bytes = 64 * kMiB});
  expect_outcome(decoder, GetParam());
}
INSTANTIATE_TEST_SUITE_P(Sizes, LargeRecord, testing::ValuesIn(kLarge), kNameOf);

// One decoder serves a thread for months: nothing of a bad record may stay behind.
TEST(MalformedRecords, LeaveTheirNeighboursAlone) {
  ArticleDecoder decoder({.fields = default_fields()});
  Record good;
  good.payload = R"({"id": "1", "title": "Rain", "body": "It rained."})";
  for (const auto* cases : {&kSyntax, &kNumbers, &kStrings, &kEncodings, &kTexts}) {
    for (const Case& bad : *cases) {
      SCOPED_TRACE(bad.name);
      expect_outcome(decoder, bad);
      const auto article = decoder.decode(good);
      ASSERT_TRUE(article);
      EXPECT_EQ(article->id.value, "1");
      EXPECT_EQ(article->body, "It rained.");
    }
  }
}

}  // namespace
}  // namespace newswatch::articles
