#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/detectors/quotes/quoting.h"

namespace newswatch::detectors::quotes {
namespace {

/// Each line of `quotations` is a quotation as `described` writes it: rule, speaker's words, text.
struct Case {
  std::string_view name;  ///< Letters and digits.
  std::string_view body;
  std::vector<std::string_view> quotations;
};

class Attribution : public testing::TestWithParam<Case> {};

TEST_P(Attribution, NamesTheSpeakerByTheWordsBeside) {
  EXPECT_THAT(quotations_in(GetParam().body), testing::ElementsAreArray(GetParam().quotations));
}

#define NAMED [](const auto& test) { return std::string(test.param.name); }

const Case kCueBehind[] = {
    {"SpeakerThenCue",
     R"("We will act," Jane Doe said.)",
     {"speaker_cue | Jane Doe | We will act,"}},
    {"CueThenSpeaker",
     R"("We will act," said Jane Doe.)",
     {"cue_speaker | Jane Doe | We will act,"}},
    {"Pronoun", R"("We will act," she said.)", {"speaker_cue | she | We will act,"}},
    {"WithTitle",
     R"("We will act," Sen. Jane Doe told reporters.)",
     {"speaker_cue | Sen. Jane Doe | We will act,"}},
    {"NominalPhrase",
     R"("We will act," a spokesman for the ministry said.)",
     {"speaker_cue | a spokesman for the ministry | We will act,"}},
    {"Adverb", R"("We will act," Doe then added.)", {"speaker_cue | Doe | We will act,"}},
    {"Auxiliary", R"("We will act," Doe had warned.)", {"speaker_cue | Doe | We will act,"}},
    {"WentOn", R"("We will act," Doe went on.)", {"speaker_cue | Doe | We will act,"}},
    {"QuestionMark", R"("Will they act?" Doe asked.)", {"speaker_cue | Doe | Will they act?"}},
    {"Apposition",
     R"("We will act," said Jane Doe, a teacher from Akron, Ohio.)",
     {"cue_speaker | Jane Doe | We will act,"}},
    {"AppositionBeforeTheCue",
     R"("We will act," Jane Doe, 45, a teacher in Akron, Ohio, said on Friday.)",
     {"apposition | Jane Doe | We will act,"}},
    {"DescriptionAndName",
     R"("We will act," said his lawyer, Jane Doe.)",
     {"cue_speaker | Jane Doe | We will act,"}},
    {"AccordingTo",
     R"("We will act," according to Jane Doe.)",
     {"according_to | Jane Doe | We will act,"}},
    {"AnyVerbInThePast", R"("We will act," Doe thundered.)", {"speaker_cue | Doe | We will act,"}},
    {"NoVerbIsNoCue", R"("We will act," Doe and others.)", {"none |  | We will act,"}},
    {"QuotedAsSaying",
     R"("We will act," Doe was quoted as saying.)",
     {"speaker_cue | Doe | We will act,"}},
    {"ASentenceOfItsOwnIsNoCue",
     R"("We will act." Doe said nothing else.)",
     {"none |  | We will act."}},
};
INSTANTIATE_TEST_SUITE_P(CueBehind, Attribution, testing::ValuesIn(kCueBehind), NAMED);

const Case kCueBefore[] = {
    {"Comma", R"(Doe said, "We will act.")", {"cue_before | Doe | We will act."}},
    {"Colon",
     R"(Doe told reporters in Akron on Friday: "We will act.")",
     {"cue_before | Doe | We will act."}},
    {"Called",
     R"(Doe called the plan "a disaster for us.")",
     {"reported | Doe | a disaster for us."}},
    {"InsideAClause",
     R"(Doe said that the plan was "dead on arrival" in Ohio.)",
     {"reported | Doe | dead on arrival"}},
    {"Participle",
     R"(Doe went home, saying she "would not be back.")",
     {"reported | Doe | would not be back."}},
    {"RelativeClause",
     R"(It was Jane Doe, who once said she "would not be back.")",
     {"reported | Jane Doe | would not be back."}},
    {"SubjectBehindAPhrase",
     R"(In Akron, Doe said, "We will act.")",
     {"cue_before | Doe | We will act."}},
    {"AppositionBetween",
     R"(Jane Doe, the mayor's chief of staff, said, "We will act.")",
     {"cue_before | Jane Doe | We will act."}},
    {"AccordingToInFront",
     R"(According to Jane Doe, the plan was "dead on arrival.")",
     {"according_to | Jane Doe | dead on arrival."}},
    {"PassiveWithAgent",
     R"(The plan was called "a disaster for us" by Jane Doe.)",
     {"cue_before | Jane Doe | a disaster for us"}},
    {"InnerReportBeatsOuter",
     R"(Doe called it "a joke on us all," agencies reported.)",
     {"reported | Doe | a joke on us all,"}},
    {"NameAndColon", R"(Doe: "We will act.")", {"colon | Doe | We will act."}},
    {"NounOfSaying",
     R"(Doe's promise to "drain the whole swamp" was kept.)",
     {"noun_cue | Doe | drain the whole swamp"}},
};
INSTANTIATE_TEST_SUITE_P(CueBefore, Attribution, testing::ValuesIn(kCueBefore), NAMED);

const Case kNearBy[] = {
    {"SplitQuotation",
     R"("We," Doe said, "will act at once.")",
     {"speaker_cue | Doe | We,", "cue_before | Doe | will act at once."}},
    {"SameParagraph",
     R"("We will act," Doe said. "It is time.")",
     {"speaker_cue | Doe | We will act,", "same_paragraph | Doe | It is time."}},
    {"TwoInOneSentence",
     R"(Doe called it "a dead end" and "a waste of money.")",
     {"reported | Doe | a dead end", "reported | Doe | a waste of money."}},
    {"SameSentence",
     R"("It is dead," said Jane Doe, and "a waste of money.")",
     {"cue_speaker | Jane Doe | It is dead,", "same_sentence | Jane Doe | a waste of money."}},
    {"NextInParagraph",
     R"("It is time. We will act." "At once," Doe said.)",
     {"next_in_paragraph | Doe | It is time. We will act.", "speaker_cue | Doe | At once,"}},
    {"ColonParagraph",
     "Jane Doe had more to say:\n\n\"We will act at once.\"",
     {"colon_paragraph | Jane Doe | We will act at once."}},
    {"ContinuedParagraph",
     "\"We will act,\" Doe said. \"It is time.\n\n\"And it is late.\"",
     {"speaker_cue | Doe | We will act,", "same_paragraph | Doe | It is time.",
      "continued | Doe | And it is late."}},
    {"SentenceBefore",
     "Jane Doe pointed at the crowd. \"We will act at once.\"",
     {"preceding_sentence | Jane Doe | We will act at once."}},
    {"Signature",
     "\"We will act at once.\" \u2014 Jane Doe, mayor",
     {"signature | Jane Doe | We will act at once."}},
    {"AnswerIsByTheOther",
     "\"Will you act?\" Ann Roe asked.\n\n\"Yes,\" John Doe replied.\n\n\"When will that be?\"",
     {"speaker_cue | Ann Roe | Will you act?", "speaker_cue | John Doe | Yes,",
      "turn | Ann Roe | When will that be?"}},
    {"OneWordAnswerGivesTheSpeakerOfWhatFollows",
     "\"Will you act?\" Ann Roe asked.\n\n\"Yes,\" John Doe replied. \"I will act soon.\"",
     {"speaker_cue | Ann Roe | Will you act?", "speaker_cue | John Doe | Yes,",
      "same_paragraph | John Doe | I will act soon."}},
    {"UnreadableAttributionIsNotGuessed",
     "\"We will act,\" Doe said.\n\n\"Ja ja ja ja,\" qwe rty uio.",
     {"speaker_cue | Doe | We will act,", "none |  | Ja ja ja ja,"}},
};
INSTANTIATE_TEST_SUITE_P(NearBy, Attribution, testing::ValuesIn(kNearBy), NAMED);

const Case kTranscripts[] = {
    {"Labels",
     "MS. ROE: Will you act?\n\nMR. DOE: I will.\n\nI hope it will be soon.\n\nMS. ROE: Thank you.",
     {"label | MS. ROE | Will you act?", "label | MR. DOE | I will.",
      "label | MR. DOE | I hope it will be soon.", "label | MS. ROE | Thank you."}},
    {"QuestionAndAnswer",
     "Q: Will you act?\n\nA: I will.\n\nQ: When?\n\nA: Soon.",
     {"label | Q | Will you act?", "label | A | I will.", "label | Q | When?",
      "label | A | Soon."}},
    {"HeadingsAreNoLabels", "NEXT UP: The committee meets.\n\nSPOTTED: A cold tray.", {}},
};
INSTANTIATE_TEST_SUITE_P(Transcripts, Attribution, testing::ValuesIn(kTranscripts), NAMED);

const Case kSilent[] = {
    {"ScareQuotes", R"(The "experts" were wrong again.)", {}},
    {"TitleOfAWork", R"(He wrote "The Long Corridor," a novel.)", {}},
    {"SoCalled", R"(The so-called "big tent of the party" was empty.)", {}},
    {"NamedThing", R"(They passed a bill called "Home and Hearth" in May.)", {}},
    {"Inches", R"(He is 6'2" and she is 5'10" tall.)", {}},
};
INSTANTIATE_TEST_SUITE_P(Silent, Attribution, testing::ValuesIn(kSilent), NAMED);

const Case kOthers[] = {
    {"WasAsked", R"(Jane Doe was asked: "Will you act?")", {"none |  | Will you act?"}},
    {"AskedBySomebody",
     R"("Will you act?" Jane Doe was asked by Ann Roe.)",
     {"cue_speaker | Ann Roe | Will you act?"}},
    {"AskedWhether",
     R"(Asked whether it was "a sad day for us", Jane Doe said: "No.")",
     {"cue_before | Jane Doe | No."}},
    {"QuestionBeforeAnAnswer",
     "Jane Doe met the press.\n\n\"Will you act?\"\n\n\"Yes,\" Doe said.\n\n\"When will "
     "that be?\"\n\n\"Soon.\"",
     {"none |  | Will you act?", "speaker_cue | Doe | Yes,", "none |  | When will that be?",
      "turn | Doe | Soon."}},
    {"AideOfSomebody",
     R"(An aide to Jane Doe said: "We will act.")",
     {"cue_before | An aide to Jane Doe | We will act."}},
    {"FollowersOfSomebody",
     R"(Republicans led by Jane Doe said: "We will act.")",
     {"cue_before | Republicans led by Jane Doe | We will act."}},
    {"OpponentOfSomebody",
     R"(A senator who opposes Jane Doe said: "We will act.")",
     {"cue_before | A senator who opposes Jane Doe | We will act."}},
    {"PartyAndState",
     R"(Sen. Jane Doe, D-Ohio, who sits there, said: "We will act.")",
     {"cue_before | Sen. Jane Doe | We will act."}},
    {"QuotedAsSaying",
     R"(The paper quoted Jane Doe as saying it was "a sad day for us.")",
     {"reported | Jane Doe | a sad day for us."}},
    {"CriticsSay",
     R"(Critics of Jane Doe say it is "a sad day for us.")",
     {"reported | Critics of Jane Doe | a sad day for us."}},
};
INSTANTIATE_TEST_SUITE_P(Others, Attribution, testing::ValuesIn(kOthers), NAMED);

const Case kIndirect[] = {
    {"That", "Doe said that the plan would fail.", {"that_clause | Doe | the plan would fail"}},
    {"ThatBehindWhoIsTold",
     "Doe told reporters on Friday that the plan would fail.",
     {"that_clause | Doe | the plan would fail"}},
    {"WithoutThat", "Doe said the plan would fail.", {"bare_clause | Doe | the plan would fail"}},
    {"ToldWithoutThat",
     "Doe told them the plan would fail.",
     {"bare_clause | Doe | the plan would fail"}},
    {"ClauseThenCue",
     "The plan would fail in the Senate, Doe said.",
     {"clause_then_cue | Doe | The plan would fail in the Senate"}},
    {"AccordingToBehind",
     "The plan will fail in the Senate, according to Doe.",
     {"according_to | Doe | The plan will fail in the Senate"}},
    {"AccordingToInFront",
     "According to Doe, the plan will fail in the Senate.",
     {"according_to | Doe | the plan will fail in the Senate"}},
    {"EndsWhereAnotherCueBegins",
     "Doe said that the plan would fail, adding that she had tried.",
     {"that_clause | Doe | the plan would fail", "that_clause | Doe | she had tried"}},
    {"NounIsNoCue", "The claims that the plan would fail are old.", {}},
    {"NotSaid", "Doe did not say that the plan would fail.", {}},
    {"IThinkIsTheWriter", "I think that the plan will fail soon.", {}},
    {"AnObjectIsNoClause", "Doe said nothing on Friday.", {}},
    {"AnIntroductionIsNoClause", "In an interview this week, Doe said nothing.", {}},
};
INSTANTIATE_TEST_SUITE_P(Indirect, Attribution, testing::ValuesIn(kIndirect), NAMED);

}  // namespace
}  // namespace newswatch::detectors::quotes
