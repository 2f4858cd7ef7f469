#include "detectors/quotes/segments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "text/tokenizer.h"

namespace newswatch::detectors::quotes {
namespace {

struct Case {
  std::string_view name;  ///< Letters and digits.
  std::string_view text;
  std::vector<std::string_view> quoted;
};

class Segments : public testing::TestWithParam<Case> {};

TEST_P(Segments, AreFoundInOrder) {
  text::Tokenizer tokenizer;
  text::Tokens tokens;
  tokenizer.tokenize(GetParam().text, tokens);
  Reading reading;
  read_field(tokens, reading);
  std::vector<Segment> segments;
  find_segments(reading, segments);
  std::vector<std::string_view> quoted;
  for (const Segment& segment : segments) {
    quoted.push_back(reading.origin_of(segment.text).of(GetParam().text));
  }
  EXPECT_THAT(quoted, testing::ElementsAreArray(GetParam().quoted));
}

const Case kCases[] = {
    {"Straight", R"("We will act," she said.)", {"We will act,"}},
    {"Curly", "\u201CWe will act,\u201D she said.", {"We will act,"}},
    {"Guillemets", "\u00AB Nous agirons \u00BB, a-t-elle dit.", {"Nous agirons"}},
    {"GuillemetsWithNoBreakSpaces", "\u00AB\u00A0Nous agirons\u202F\u00BB", {"Nous agirons"}},
    {"GuillemetsTurnedRound", "\u00BBWir handeln\u00AB, sagte sie.", {"Wir handeln"}},
    {"German", "\u201EWir handeln\u201C, sagte sie.", {"Wir handeln"}},
    {"Polish", "\u201EDzia\u0142amy\u201D, powiedzia\u0142a.", {"Dzia\u0142amy"}},
    {"Swedish", "\u201DVi agerar\u201D, sade hon.", {"Vi agerar"}},
    {"CornerBrackets",
     "\u300C\u884C\u52D5\u3059\u308B\u300D\u3068\u8A9E\u3063\u305F",
     {"\u884C\u52D5\u3059\u308B"}},
    {"SingleCurly", "\u2018We will act,\u2019 she said.", {"We will act,"}},
    {"SingleStraight", "'We will act,' she said.", {"We will act,"}},
    {"ApostrophesQuoteNothing", "It's the ministers' plan, isn't it? 'Tis so.", {}},
    {"ApostropheInsideSingleMarks",
     "\u2018It\u2019s the ministers\u2019 plan,\u2019 she said.",
     {"It\u2019s the ministers\u2019 plan,"}},
    {"NestedIsPartOfTheOuter",
     "\u201CHe said \u2018no\u2019 to me,\u201D she said.",
     {"He said \u2018no\u2019 to me,"}},
    {"UnclosedRunsToTheEndOfTheParagraph",
     "\u201CWe will act. Soon.\n\nNothing more.",
     {"We will act. Soon."}},
    {"OpenedAgainInTheNextParagraph",
     "\u201CWe will act.\n\n\u201CSoon,\u201D she said.",
     {"We will act.", "Soon,"}},
    {"MissingClosingMark",
     "\u201CWe will act, she said. \u201CSoon.\u201D",
     {"We will act, she said.", "Soon."}},
    {"SeveralInALine", R"("One," he said, "two" and "three.")", {"One,", "two", "three."}},
    {"InchesQuoteNothing", R"(A 5'10" man and a 9" nail.)", {}},
    {"ReferencesForMarks", "&ldquo;We will act,&rdquo; she said.", {"We will act,"}},
    {"TagsRoundMarks", "<b>\"We will <i>act</i>,\"</b> she said.", {"We will <i>act</i>,"}},
    {"EmptyMarksQuoteNothing", R"(She said "" and left.)", {}},
    {"NoneInPlainText", "She said they would act.", {}},
};
INSTANTIATE_TEST_SUITE_P(Text, Segments, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::detectors::quotes
