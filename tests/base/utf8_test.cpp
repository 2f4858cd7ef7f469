#include "base/utf8.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view name;
  std::string_view text;
  std::optional<std::size_t> byte;
};
const Case kCases[] = {
    {"Empty", "", std::nullopt},
    {"Ascii", "news", std::nullopt},
    {"NulIsACharacter", "a\0b"sv, std::nullopt},
    {"TwoBytes", "caf\u00E9", std::nullopt},
    {"ThreeBytes", "\u20AC", std::nullopt},
    {"FourBytes", "\U0001F600", std::nullopt},
    {"TheLastCharacter", "\U0010FFFF", std::nullopt},
    {"NonCharactersAreAllowed", "\uFFFF", std::nullopt},
    {"ContinuationAlone", "ab\x80", 2},
    {"TwoBytesCut", "ab\xC3", 2},
    {"ThreeBytesCutAfterOne", "ab\xE2", 2},
    {"ThreeBytesCutAfterTwo", "ab\xE2\x82", 2},
    {"FourBytesCutAfterThree", "ab\xF0\x9F\x98", 2},
    {"SecondByteIsAscii", "\xC3(", 0},
    {"ThirdByteIsAscii", "\xE2\x82(", 0},
    {"Latin1", "caf\xE9 noir", 3},
    {"OverlongSlash", "\xC0\xAF", 0},
    {"OverlongInThreeBytes", "\xE0\x80\xAF", 0},
    {"OverlongInFourBytes", "\xF0\x80\x80\xAF", 0},
    {"Surrogate", "x\xED\xA0\x80", 1},
    {"BeyondTheLastCharacter", "x\xF4\x90\x80\x80", 1},
    {"ByteThatNeverOccurs", "x\xFF", 1},
    {"OnlyTheFirstIsNamed", "\u00E9\xFF\xFF", 2},
};
class FirstInvalidUtf8 : public testing::TestWithParam<Case> {};
TEST_P(FirstInvalidUtf8, IsTheByteWhereTheCharacterBegins) {
  EXPECT_EQ(first_invalid_utf8(GetParam().text), GetParam().byte);
}
INSTANTIATE_TEST_SUITE_P(Base, FirstInvalidUtf8, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

struct Mended {
  std::string_view name;
  std::string_view text;
  std::string_view mended;
};
const Mended kMended[] = {
    {"Empty", "", ""},
    {"ValidStays", "a\0caf\u00E9 \U0001F600"sv, "a\0caf\u00E9 \U0001F600"sv},
    {"Latin1", "caf\xE9 noir", "caf\uFFFD noir"},
    {"OneForWhatIsCut", "a\xE2\x82z\xF0\x9F\x98", "a\uFFFDz\uFFFD"},
    {"OneForEachByteThatBeginsNothing", "\xFF\x80", "\uFFFD\uFFFD"},
};
class WithValidUtf8 : public testing::TestWithParam<Mended> {};
TEST_P(WithValidUtf8, HasAMarkForWhatIsNot) {
  EXPECT_EQ(with_valid_utf8(GetParam().text), GetParam().mended);
}
INSTANTIATE_TEST_SUITE_P(Base, WithValidUtf8, testing::ValuesIn(kMended),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(BlankTexts, HoldWhiteSpaceAndControlCharactersOnly) {
  for (const auto text :
       {""sv, " \t\r\n"sv, "\0"sv, "\u00A0\u2003\u3000"sv, "\u2028\u2029\u0085"sv, "\x1F\x7F"sv}) {
    EXPECT_TRUE(is_blank(text)) << testing::PrintToString(text);
  }
}

TEST(BlankTexts, HoldNothingElse) {
  for (const auto text : {"a"sv, " . "sv, "\n\u4E2D"sv, "\0x"sv, "\U0001F600"sv}) {
    EXPECT_FALSE(is_blank(text)) << testing::PrintToString(text);
  }
}

TEST(Letters, AreOfAnyScript) {
  for (const auto text : {"a"sv, "1 \u00E9"sv, "\u4E2D"sv, "\u0416"sv}) {
    EXPECT_TRUE(has_letter(text)) << testing::PrintToString(text);
  }
  for (const auto text : {""sv, " 007"sv, "\u0663"sv, "!?"sv, "\U0001F600"sv}) {
    EXPECT_FALSE(has_letter(text)) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace newswatch
