#include "articles/json_repair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "articles/article_decoder.h"
#include "tests/articles/default_fields.h"

namespace newswatch::articles {
namespace {

std::string blanked(std::string json) {
  blank_large_numbers(json);
  return json;
}

struct Case {
  std::string_view name;
  std::string json;
  std::string result;
};
const Case kCases[] = {
    {"NoNumber", R"({"a": "b"})", R"({"a": "b"})"},
    {"OrdinaryNumbers", "[0, -1, 1.5, 1e10, 1E-5]", "[0, -1, 1.5, 1e10, 1E-5]"},
    {"LargestInteger", "[9223372036854775807]", "[9223372036854775807]"},
    {"LargestUnsignedInteger", "[18446744073709551615]", "[18446744073709551615]"},
    {"OneMore", "[18446744073709551616]", "[1e300               ]"},
    {"SmallestInteger", "[-9223372036854775808]", "[-9223372036854775808]"},
    {"OneLess", "[-9223372036854775809]", "[1e300               ]"},
    {"Exponent", "[1e999]", "[1e300]"},
    {"SignedExponent", "[-2E+999]", "[1e300  ]"},
    {"LargestDouble", "[1.7976931348623157e308]", "[1.7976931348623157e308]"},
    {"LargerThanADouble", "[1.8e308]", "[1e300  ]"},
    {"LongFractionIsOnlyPrecise", "[0.12345678901234567890123]", "[0.12345678901234567890123]"},
    {"TwoOfThem", "[1e999,2e999]", "[1e300,1e300]"},
    {"InsideAString", R"(["1e999"])", R"(["1e999"])"},
    {"BehindAnEscapedQuote", R"(["\"1e999"])", R"(["\"1e999"])"},
    {"BehindAnEscapedBackslash", R"(["\\",1e999])", R"(["\\",1e300])"},
    {"AsAKey", R"({"1e999":1e999})", R"({"1e999":1e300})"},
    {"LeadingZero", "[01e999]", "[01e999]"},
    {"NoDigitBehindThePoint", "[1.e999]", "[1.e999]"},
    {"NoExponent", "[100000000000000000000e]", "[100000000000000000000e]"},
    {"TwoPoints", "[1.1.1e999]", "[1.1.1e999]"},
    {"TwoExponents", "[1e999e9]", "[1e999e9]"},
    {"OnlyAMinus", "[-]", "[-]"},
    {"AtTheVeryEnd", "1e999", "1e300"},
    {"UnclosedString", "[\"1e999", "[\"1e999"},
    {"BackslashAtTheEnd", "[\"\\", "[\"\\"},
    {"Empty", "", ""},
};
class LargeNumbers : public testing::TestWithParam<Case> {};
TEST_P(LargeNumbers, AreBlankedWhereTheyAreWellFormed) {
  std::string json = GetParam().json;
  const bool written = blank_large_numbers(json);
  EXPECT_EQ(json, GetParam().result);
  EXPECT_EQ(written, GetParam().json != GetParam().result);
}
INSTANTIATE_TEST_SUITE_P(JsonRepair, LargeNumbers, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

/// A reference that reads numbers up to 10^4932 without calling them an error.
using WideJson = nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t,
                                      std::uint64_t, long double>;

/// Makes documents of which about half are valid.
class DocumentMaker {
 public:
  explicit DocumentMaker(std::uint64_t seed) : random_(seed) {}

  std::string document() { return value(0); }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  std::string digits(std::size_t most) {
    std::string text;
    for (std::size_t n = 1 + below(most); n > 0; --n) text += static_cast<char>('0' + below(10));
    return text;
  }

  std::string number() {
    std::string text = below(4) == 0 ? "-" : "";
    const std::string whole = digits(below(3) == 0 ? 40 : 3);
    text += whole.front() == '0' && below(20) != 0 ? "0" : whole;
    if (below(3) == 0) text += "." + digits(25);
    if (below(3) == 0)
      text += std::string(1, "eE"[below(2)]) + (below(2) == 0 ? "" : "-") + digits(3);
    if (below(100) == 0) text.insert(below(text.size()), 1, "+-.x"[below(4)]);
    return text;
  }

  std::string string() {
    constexpr std::string_view kPieces[] = {"a", "1e999", "\\\"", "\\\\", " ", "[", "-", "\\u0041"};
    std::string text = "\"";
    for (std::size_t n = below(4); n > 0; --n) text += kPieces[below(std::size(kPieces))];
    return text + "\"";
  }

  std::string value(int depth) {
    const std::size_t kind = below(depth < 3 ? 6 : 4);
    if (kind < 3) return number();
    if (kind == 3) return string();
    std::string text = kind == 4 ? "[" : "{";
    for (std::size_t n = below(4); n > 0; --n) {
      if (kind == 5) text += string() + ":";
      text += value(depth + 1) + (n > 1 ? "," : "");
    }
    return text + (kind == 4 ? "]" : "}");
  }

  std::mt19937_64 random_;
};

TEST(LargeNumbersAtRandom, NeverChangeWhetherJsonIsValid) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  DocumentMaker maker(seed);
  int valid = 0, changed = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string json = maker.document();
    const std::string after = blanked(json);
    ASSERT_EQ(WideJson::accept(after), WideJson::accept(json)) << json << "\n" << after;
    valid += WideJson::accept(json) ? 1 : 0;
    changed += after == json ? 0 : 1;
  }
  EXPECT_GT(valid, 5000);
  EXPECT_GT(changed, 2000);
}

TEST(LargeNumbersAtRandom, AreNoErrorInAnIgnoredField) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  DocumentMaker maker(seed);
  ArticleDecoder decoder({.fields = default_fields()});
  for (int i = 0; i < 20000; ++i) {
    const std::string ignored = maker.document();
    Record record;
    record.payload = R"({"title": "Rain", "ignored": )" + ignored + "}";
    const auto article = decoder.decode(record);
    ASSERT_EQ(article.has_value(), WideJson::accept(record.payload)) << record.payload;
    if (!article) {
      ASSERT_EQ(article.error().code, ErrorCode::InvalidJson) << record.payload;
    }
  }
}

struct Escape {
  std::string_view name;
  std::string_view json;
  bool lone;
};
const Escape kEscapes[] = {
    {"None", R"("plain")", false},
    {"Pair", R"("\uD83D\uDE00")", false},
    {"PairInLowerCase", R"("\ud83d\ude00")", false},
    {"TwoPairs", R"("\uD83D\uDE00\uD83D\uDE00")", false},
    {"NoSurrogate", R"("\u00e9\uFFFF\uE000\uD7FF")", false},
    {"HighAlone", R"("\uD83D")", true},
    {"HighBeforeALetter", R"("\uD83Dx")", true},
    {"HighBeforeAnotherEscape", R"("\uD83D\n")", true},
    {"HighBeforeHigh", R"("\uD83D\uD83D\uDE00")", true},
    {"HighBeforeAnEscapedLetter", R"("\uD83D\u0041")", true},
    {"LowAlone", R"("\uDE00")", true},
    {"Reversed", R"("\uDE00\uD83D")", true},
    {"LowBehindAPair", R"("\uD83D\uDE00\uDE00")", true},
    {"FirstHigh", R"("\uD800")", true},
    {"LastHigh", R"("\uDBFF")", true},
    {"FirstLow", R"("\uDC00")", true},
    {"LastLow", R"("\uDFFF")", true},
    {"BehindAnEscapedBackslash", R"("\\uD83D")", false},
    {"BehindTwoEscapedBackslashes", R"("\\\uD83D")", true},
    {"CutShort", R"("\uD83)", false},
    {"BackslashAtTheEnd", "\"\\", false},
    {"HighAtTheEnd", R"(\uD83D)", true},
    {"HighAndAHalfEscapeAtTheEnd", R"(\uD83D\uDE0)", true},
    {"Empty", "", false},
};
class LoneSurrogates : public testing::TestWithParam<Escape> {};
TEST_P(LoneSurrogates, AreSeen) { EXPECT_EQ(has_lone_surrogate(GetParam().json), GetParam().lone); }
INSTANTIATE_TEST_SUITE_P(JsonRepair, LoneSurrogates, testing::ValuesIn(kEscapes),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::articles
