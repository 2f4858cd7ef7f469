#include "text/folding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/utf8.h"

namespace newswatch::text {
namespace {

struct Case {
  std::string_view name;
  std::string_view word;
  std::string_view folded;
};
const Case kCases[] = {
    {"Empty", "", ""},
    {"LowerCase", "news", "news"},
    {"Capitals", "NATO", "nato"},
    {"DigitsAndMarksStay", "COVID-19_x'@[`{", "covid-19_x'@[`{"},
    {"Erdogan", "Erdo\u011Fan", "erdogan"},
    {"Lukasz", "\u0141ukasz", "lukasz"},
    {"Strasse", "Stra\u00DFe", "strasse"},
    {"StrasseInCapitals", "STRASSE", "strasse"},
    {"CapitalSharpS", "STRA\u1E9EE", "strasse"},
    {"ComposedAccent", "Caf\u00E9", "cafe"},
    {"DecomposedAccent", "Cafe\u0301", "cafe"},
    {"TwoAccentsOnALetter", "Nguy\u1EC5n", "nguyen"},
    {"HornAndStroke", "\u0110\u01B0\u1EDDng", "duong"},
    {"Umlaut", "Z\u00DCRICH", "zurich"},
    {"Ring", "\u00C5ngstr\u00F6m", "angstrom"},
    {"AngstromSign", "\u212B", "a"},
    {"Cedilla", "Fran\u00E7ois", "francois"},
    {"Caron", "\u0160koda", "skoda"},
    {"DoubleAcute", "Erd\u0151s", "erdos"},
    {"Slashed", "S\u00F8ren \u00D8sterg\u00E5rd", "soren ostergard"},
    {"SlashedWithAccent", "\u01FF", "o"},
    {"Ligature", "\u00C6ther", "aether"},
    {"LigatureWithAccent", "\u01FD", "ae"},
    {"FrenchLigature", "\u0152uvre", "oeuvre"},
    {"TypesettersLigature", "\uFB01scal", "fiscal"},
    {"Thorn", "\u00DE\u00F3r", "thor"},
    {"Eth", "Da\u00F0i", "dadi"},
    {"Maltese", "\u0126al", "hal"},
    {"DottedCapitalI", "\u0130stanbul", "istanbul"},
    {"DotlessI", "D\u0131\u015Fi\u015Fleri", "disisleri"},
    {"PlainCapitalI", "ISTANBUL", "istanbul"},
    {"FullWidth", "\uFF35\uFF33\uFF11", "us1"},
    {"Superscript", "m\u00B2", "m2"},
    {"CircledDigit", "\u2460", "1"},
    {"SoftHyphen", "fen\u00ADtanyl", "fentanyl"},
    {"ZeroWidthJoiner", "a\u200Db", "ab"},
    {"CurlyApostrophe", "O\u2019Brien", "o'brien"},
    {"OpeningApostrophe", "O\u2018Brien", "o'brien"},
    {"ModifierApostrophe", "O\u02BCBrien", "o'brien"},
    {"FullWidthApostrophe", "O\uFF07Brien", "o'brien"},
    {"StraightApostrophe", "O'Brien", "o'brien"},
    {"GreekTonos", "\u0391\u03B8\u03AE\u03BD\u03B1", "\u03B1\u03B8\u03B7\u03BD\u03B1"},
    {"GreekFinalSigma", "\u03BB\u03CC\u03B3\u03BF\u03C2", "\u03BB\u03BF\u03B3\u03BF\u03C3"},
    {"GreekCapitals", "\u039B\u039F\u0393\u039F\u03A3", "\u03BB\u03BF\u03B3\u03BF\u03C3"},
    {"CyrillicCapitals", "\u041C\u043E\u0441\u043A\u0432\u0430",
     "\u043C\u043E\u0441\u043A\u0432\u0430"},
    {"CyrillicYo", "\u0401\u043B\u043A\u0430", "\u0435\u043B\u043A\u0430"},
    {"ArabicVowels", "\u0645\u064F\u062D\u064E\u0645\u0651\u064E\u062F",
     "\u0645\u062D\u0645\u062F"},
    {"ArabicHamza", "\u0623\u062D\u0645\u062F", "\u0627\u062D\u0645\u062F"},
    {"HebrewPoints", "\u05E9\u05C1\u05B8\u05DC\u05D5\u05B9\u05DD", "\u05E9\u05DC\u05D5\u05DD"},
    {"Chinese", "\u4E2D\u56FD", "\u4E2D\u56FD"},
    {"HangulUnharmed", "\uD55C\uAD6D", "\uD55C\uAD6D"},
    {"HangulFromLetters", "\u1112\u1161\u11AB", "\uD55C"},
    {"DevanagariUnharmed", "\u0939\u093F\u0928\u094D\u0926\u0940",
     "\u0939\u093F\u0928\u094D\u0926\u0940"},
    {"JapaneseVoicingUnharmed", "\u304C\u30D7", "\u304C\u30D7"},
    {"JapaneseVoicingDecomposed", "\u304B\u3099", "\u304C"},
    {"HalfWidthKana", "\uFF76\uFF9E", "\u30AC"},
    {"ThaiUnharmed", "\u0E19\u0E49\u0E33", "\u0E19\u0E49\u0E4D\u0E32"},
    {"Emoji", "\U0001F600", "\U0001F600"},
    {"MathematicalLetters", "\U0001D400\U0001D401", "ab"},
};
class Folding : public testing::TestWithParam<Case> {};
TEST_P(Folding, MakesWordsComparable) { EXPECT_EQ(fold(GetParam().word), GetParam().folded); }
TEST_P(Folding, OfTheFoldedFormChangesNothing) {
  EXPECT_EQ(fold(GetParam().folded), GetParam().folded);
}
INSTANTIATE_TEST_SUITE_P(Text, Folding, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Foldings, AreAppended) {
  std::string text = "news";
  fold_into(text, "WATCH");
  fold_into(text, "\u00C9");
  EXPECT_EQ(text, "newswatche");
}

// Rules are folded when they are loaded, articles when they are read: one pass must be enough.
TEST(Foldings, OfEveryCharacterAreStable) {
  int unstable = 0;
  for (UChar32 c = 1; c <= 0x10FFFF; ++c) {
    if (U_IS_SURROGATE(c) || u_charType(c) == U_UNASSIGNED) continue;
    char bytes[U8_MAX_LENGTH];
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    const std::string once = fold(std::string_view(bytes, size));
    ASSERT_EQ(first_invalid_utf8(once), std::nullopt) << "U+" << std::hex << c;
    if (fold(once) != once && ++unstable < 10) ADD_FAILURE() << "U+" << std::hex << c;
  }
  EXPECT_EQ(unstable, 0);
}

}  // namespace
}  // namespace newswatch::text
