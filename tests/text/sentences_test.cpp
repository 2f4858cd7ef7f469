#include "text/sentences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/tokenizer.h"

namespace newswatch::text {
namespace {

/// The text with a bar before each word that begins a sentence, but for the first.
std::string marked(std::string_view text) {
  Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize(text, tokens);
  std::string result;
  std::uint32_t copied = 0, sentence = 0;
  for (const Token& token : tokens.tokens) {
    result += text.substr(copied, token.span.begin - copied);
    if (token.sentence != sentence) result += '|';
    EXPECT_LE(token.sentence - sentence, 1U);
    sentence = token.sentence;
    copied = token.span.begin;
  }
  return result += text.substr(copied);
}

/// A bar stands before the first word of a sentence, behind the marks that open it.
struct Case {
  std::string_view name;
  std::string_view text;
};
const Case kCases[] = {
    {"FullStop", "Rain fell. |Snow followed."},
    {"ExclamationMark", "Rain fell! |Snow followed."},
    {"QuestionMark", "Did rain fall? |Snow did."},
    {"SeveralMarks", "Rain?! |Snow."},
    {"Ellipsis", "Rain fell... |Snow followed."},
    {"EllipsisCharacter", "Rain fell\u2026 |Snow followed."},
    {"EllipsisBeforeSmallLetter", "Rain ... fell"},
    {"SpacedEllipsis", "Rain fell. . . . |Snow followed."},
    {"NothingEnds", "Rain, snow; hail: (all) \"three\" - fell"},
    {"SmallLetterBehind", "Rain fell. snow followed."},
    {"SmallLetterBehindQuestion", "\"Why?\" he asked"},
    {"SmallNameBehind", "Rain fell. iPhones got wet."},
    {"YahooAndOthers", "Yahoo! said so"},
    {"ClosingQuote", "\"Rain fell.\" |Snow followed."},
    {"CurlyQuote", "\u201CRain fell.\u201D \u201C|Snow\u201D followed."},
    {"GermanQuote", "\u201ERegen fiel.\u201C |Schnee folgte."},
    {"FrenchQuote", "\u00AB Pluie. \u00BB |Neige."},
    {"QuestionInQuotes", "\u201CRain?\u201D |She nodded."},
    {"ClosingBracket", "(Rain fell.) |Snow followed."},
    {"QuoteAndBracket", "(\"Rain fell.\") |Snow followed."},
    {"OpeningQuoteBehind", "Rain fell. \"|Snow followed.\""},
    {"QuotedWordBefore", "It was \"rain\". |Snow followed."},
    {"CommaBehindQuote", "\"Rain!\", Smith said"},
    {"CommaBehindAbbreviation", "at Acme Inc., The Times said"},
    {"ColonBehindAbbreviation", "at 5 p.m.: The News"},
    {"DashBehind", "Rain fell. \u2014 |Snow followed."},
    {"DashInside", "Rain \u2014 Snow followed"},
    {"NumberBehind", "Rain fell. |25 people drowned."},
    {"NumberBefore", "It was 1990. |Rain fell."},
    {"Decimal", "It fell 3.5 Metres"},
    {"DecimalAtTheEnd", "It fell 3.5. |Snow followed."},
    {"DotWithoutBlank", "see Rain.Snow and 3.Rain"},
    {"DomainName", "See Example.com and Reuters.com for more"},
    {"DomainNameAtTheEnd", "See Example.com. |Rain fell."},
    {"DotInFront", "for .NET Developers"},
    {"Initial", "Antony J. Blinken spoke"},
    {"Initials", "J. D. Vance and J.D. Vance and J.K. Rowling"},
    {"InitialBeforeInitial", "George A. B. Smith, A. A. Milne"},
    {"CyrillicInitials",
     "\u0410. \u0421. \u041F\u0443\u0448\u043A\u0438\u043D \u0438 \u0412. \u0412. "
     "\u041F\u0443\u0442\u0438\u043D"},
    {"FrenchMister", "M. Le Pen et M. Macron"},
    {"LetterAtTheEnd", "They had no plan B. |The rain fell."},
    {"Versus", "Roe v. Wade, Smith vs. Jones"},
    {"Country", "the U.S. Senate and the U.K. Parliament"},
    {"CountryAtTheEnd", "They left the U.S. |The rain fell."},
    {"CountryBeforePronoun", "in the U.S. |He left the U.N. |They stayed."},
    {"CountryAndSmallLetter", "the U.S. government"},
    {"CountryBeforeAnInitial", "for the U.S. A. Smith said"},
    {"CountryInQuotes", "\"in the U.S.\" |The rain fell"},
    {"CountryWithEnding", "the U.S.'s Senate"},
    {"CountryAndQuestion", "in the U.S.? |Rain fell."},
    {"CapitalDistrict", "Washington, D.C. |But rain fell."},
    {"Senator", "Sen. Smith and Rep. Jones met Gov. Brown"},
    {"MisterAndDoctor", "Mr. Smith, Mrs. Jones, Ms. Lee and Dr. No"},
    {"General", "Gen. A. Smith, Lt. Col. Jones, Maj. Gen. Brown"},
    {"Professor", "Prof. The Great, Rev. Smith, Hon. Lee"},
    {"TitleInSmallLetters", "met gov. Smith of the gen. |Rain fell."},
    {"Saint", "in St. Louis and on Mt. Everest"},
    {"Street", "on Main St. |The rain fell."},
    {"Company", "Acme Inc. Chairman Smith of Apple Corp. Europe"},
    {"CompanyAtTheEnd", "He bought Acme Inc. |It was cheap."},
    {"Junior", "Martin Luther King Jr. Day"},
    {"MonthAndDay", "on Jan. 5, Sept. 11 and Dec. 24"},
    {"MonthAtTheEnd", "It rained in Jan. |But it stopped."},
    {"WeekDay", "on Thurs. Smith left"},
    {"NumberSign", "No. 10 Downing Street, Nos. 5 and 6"},
    {"TheWordNo", "She said no. |Biden agreed."},
    {"PagesAndFigures", "p. 12, pp. 13, fig. 4, vol. 5, ch. 6"},
    {"WordsLikeThem", "It is a work of art. |Smith sat. |Jones did."},
    {"ForExample", "fruit, e.g. Apples, i.e. Fruit"},
    {"AfterNoon", "at 5 p.m. Friday, 9 a.m. EST"},
    {"AfterNoonAtTheEnd", "at 5 p.m. |They left."},
    {"IAm", "That is who I am. |Biden left."},
    {"Doctorate", "a Ph.D. Student with a Ph.D. |He left."},
    {"SpanishStates", "en EE.UU. Biden dijo"},
    {"AmericanState", "Smith (R-Fla.) and Jones of Calif. Republicans"},
    {"WordsLikeStates", "He was ill. |Smith cut ore. |Jones did."},
    {"ListItem", "1. Rain\n\n|2. Snow\n\n|12. Hail"},
    {"NumberInsideALine", "The answer is 12. |Rain fell."},
    {"GermanDate", "am 3. Oktober und am 12. M\u00E4rz"},
    {"GermanAbbreviations", "Dr. Meier, Nr. 5, z.B. Regen, 5 Mio. Euro"},
    {"GermanSentences", "Es regnete. |Die Stra\u00DFe war nass."},
    {"SpanishQuestion", "Llueve. \u00BF|Nieva? \u00A1|S\u00ED!"},
    {"Chinese", "\u4E2D\u56FD\u3002|\u7F8E\u56FD\uFF01|\u4E2D\u56FD\uFF1F|\u7F8E\u56FD"},
    {"ChineseQuote", "\u300C\u4E2D\u56FD\u3002\u300D|\u7F8E\u56FD"},
    {"ChineseComma", "\u4E2D\u56FD\uFF0C\u7F8E\u56FD"},
    {"Hindi", "\u0939\u093F\u0928\u094D\u0926\u0940\u0964 |\u092E\u0947\u0902"},
    {"Arabic", "\u0645\u062D\u0645\u062F\u061F |\u0628\u063A\u062F\u0627\u062F"},
    {"ArabicComma", "\u0645\u062D\u0645\u062F\u060C \u0628\u063A\u062F\u0627\u062F"},
    {"Armenian", "\u0531\u0576\u0571\u0589 |\u0531\u0576\u0571"},
    {"BlankLine", "Rain fell\n\n|snow followed"},
    {"BlockTag", "Rain fell<p>|snow followed"},
    {"LineBreakBehindAStop", "Rain fell.\n|Snow followed."},
    {"WrappedLine", "Rain\nSnow followed. |Hail\nfell"},
    {"NonBreakingBlank", "Rain fell.\u00A0|Snow followed."},
    {"TagBehindAStop", "<b>Rain fell.</b> |Snow followed."},
    {"UnderscoreBetween", "Rain fell. _ |Snow followed."},
    {"ParagraphBehindAnAbbreviation", "the U.S.\n\n|Senate"},
};
class Sentences : public testing::TestWithParam<Case> {};
TEST_P(Sentences, Begin) {
  std::string text(GetParam().text);
  std::erase(text, '|');
  EXPECT_EQ(marked(text), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(Text, Sentences, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::text
