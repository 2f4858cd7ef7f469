#include "detectors/stance/stance_detector.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "text/analyser.h"

namespace newswatch::detectors::stance {
namespace {

using alerts::Modality;
using alerts::QuotationKind;
using testing::IsEmpty;
using testing::SizeIs;

/// What is found in a body by a detector that is asked, beside what earlier detectors found.
std::vector<alerts::Stance> stances(const articles::Article& article, alerts::Findings found = {},
                                    bool is_wanted = true) {
  static const StanceDetector asked(true), idle(false);
  const StanceDetector& detector = is_wanted ? asked : idle;
  text::Analyser analyser;
  const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
  detector.detect(article, analysis, *detector.make_scratch(), found, nullptr);
  return found.stances;
}

articles::Article article_of(std::string body) {
  articles::Article article;
  article.body = std::move(body);
  return article;
}

struct MannerCase {
  std::string_view name;
  std::string_view body;
  bool negated;
  Modality modality;
};
const MannerCase kManners[] = {
    {"ItIsSo", "China cooperates with Japan.", false, Modality::Asserted},
    {"DidNot", "China did not cooperate with Japan.", true, Modality::Asserted},
    {"HasNever", "China has never cooperated with Japan.", true, Modality::Asserted},
    {"NoLonger", "China no longer cooperates with Japan.", true, Modality::Asserted},
    {"FailedTo", "China failed to cooperate with Japan.", true, Modality::Asserted},
    {"RefusedTo", "China refused to cooperate with Japan.", true, Modality::Asserted},
    {"Stopped", "China stopped cooperating with Japan.", true, Modality::Asserted},
    {"NotOnly", "China not only cooperated with Japan.", false, Modality::Asserted},
    {"DidNotRefuseTo", "China did not refuse to cooperate with Japan.", false, Modality::Asserted},
    {"Began", "China began to cooperate with Japan.", false, Modality::Asserted},
    {"Will", "China will cooperate with Japan.", false, Modality::Promised},
    {"Wont", "China won't cooperate with Japan.", true, Modality::Promised},
    {"Pledged", "China pledged to cooperate with Japan.", false, Modality::Promised},
    {"PledgedNotTo", "China pledged not to cooperate with Japan.", true, Modality::Promised},
    {"Plans", "China plans to cooperate with Japan.", false, Modality::Promised},
    {"IsReady", "China is ready to cooperate with Japan.", false, Modality::Promised},
    {"Might", "China might cooperate with Japan.", false, Modality::Hypothetical},
    {"CouldNot", "China could not cooperate with Japan.", true, Modality::Hypothetical},
    {"If", "If China cooperates with Japan, trade will grow.", false, Modality::Hypothetical},
    {"Whether", "Nobody knows whether China cooperates with Japan.", false, Modality::Hypothetical},
    {"IsLikely", "China is likely to cooperate with Japan.", false, Modality::Hypothetical},
    {"AQuestion", "Does China cooperate with Japan?", false, Modality::Hypothetical},
    {"Should", "China should cooperate with Japan.", false, Modality::Asked},
    {"WasUrged", "China was urged to cooperate with Japan.", false, Modality::Asked},
    {"UrgedBySomeone", "Russia urged China to cooperate with Japan.", false, Modality::Asked},
    {"UrgedNotTo", "Russia urged China not to cooperate with Japan.", true, Modality::Asked},
    {"WouldUrge", "Russia would urge China to cooperate with Japan.", false,
     Modality::Hypothetical},
    {"DeniedThat", "China denied that it cooperates with Japan.", false, Modality::Denied},
    {"DeniedIng", "China denied cooperating with Japan.", false, Modality::Denied},
    {"DeniedByOthers", "Russia denied that China cooperates with Japan.", false, Modality::Denied},
};
class Manners : public testing::TestWithParam<MannerCase> {};

TEST_P(Manners, AreReadOffTheClause) {
  const auto found = stances(article_of(std::string(GetParam().body)));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].source, "CN");
  EXPECT_EQ(found[0].target, "JP");
  EXPECT_EQ(found[0].negated, GetParam().negated);
  EXPECT_EQ(alerts::name_of(found[0].modality), alerts::name_of(GetParam().modality));
}
INSTANTIATE_TEST_SUITE_P(Text, Manners, testing::ValuesIn(kManners),
                         [](const auto& test) { return std::string(test.param.name); });

alerts::Quotation quotation(ByteSpan span, QuotationKind kind,
                            std::optional<alerts::Speaker> speaker) {
  alerts::Quotation made;
  made.place = {Field::Body, span};
  made.kind = kind;
  made.speaker = speaker;
  return made;
}

struct ClaimCase {
  std::string_view name;
  QuotationKind kind;
  std::string_view quoted;  ///< Of the body below.
  std::optional<alerts::Speaker> speaker;
  std::optional<std::string_view> claimed_by;  ///< Absent: no stance.
};
constexpr std::string_view kSpeech = "Ann Roe said that Russia attacked Ukraine. It rained.";
const ClaimCase kClaims[] = {
    {"OfATrackedSpeaker", QuotationKind::Indirect, "Russia attacked Ukraine",
     alerts::Speaker{"ann-roe", "Ann Roe", {}}, "ann-roe"},
    {"OfAnotherSpeaker", QuotationKind::Direct, "Russia attacked Ukraine",
     alerts::Speaker{"", "Ann Roe", {}}, "Ann Roe"},
    {"OfTheWriter", QuotationKind::Direct, "It rained", alerts::Speaker{"", "Ann Roe", {}}, ""},
    {"OfNobodyKnown", QuotationKind::Direct, "Russia attacked Ukraine", {}, {}},
    {"OfTheWriterInScareQuotes", QuotationKind::Mixed, "attacked", {}, ""},
};
class Claims : public testing::TestWithParam<ClaimCase> {};

TEST_P(Claims, BelongToWhoeverSpeaks) {
  const auto article = article_of(std::string(kSpeech));
  const auto begin = static_cast<std::uint32_t>(article.body.find(GetParam().quoted));
  const auto size = static_cast<std::uint32_t>(GetParam().quoted.size());
  alerts::Findings before;
  before.quotations.push_back(
      quotation({begin, begin + size}, GetParam().kind, GetParam().speaker));
  const auto found = stances(article, before);
  ASSERT_THAT(found, SizeIs(GetParam().claimed_by ? 1 : 0));
  if (!found.empty()) {
    EXPECT_EQ(found[0].claimed_by, *GetParam().claimed_by);
  }
}
INSTANTIATE_TEST_SUITE_P(Quotations, Claims, testing::ValuesIn(kClaims),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(StanceDetector, GivesTheSentenceAsEvidence) {
  const auto article = article_of("It rained. Russia attacked Ukraine. It stopped.");
  const auto found = stances(article);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].place.span.of(article.body), "Russia attacked Ukraine");
  EXPECT_EQ(found[0].act, "attacked");
}

TEST(StanceDetector, TakesTheInnermostOfNestedQuotations) {
  const auto article = article_of(std::string(kSpeech));
  alerts::Findings before;
  before.quotations.push_back(
      quotation({0, 52}, QuotationKind::Direct, alerts::Speaker{"", "Outer", {}}));
  before.quotations.push_back(
      quotation({18, 41}, QuotationKind::Indirect, alerts::Speaker{"", "Inner", {}}));
  const auto found = stances(article, before);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].claimed_by, "Inner");
}

TEST(StanceDetector, DoesNothingUnlessAsked) {
  EXPECT_THAT(stances(article_of("Russia attacked Ukraine."), {}, false), IsEmpty());
}

TEST(StanceDetector, ReadsEnglishAlone) {
  auto article = article_of("Russia attacked Ukraine.");
  article.lang = "de";
  EXPECT_THAT(stances(article), IsEmpty());
  article.lang = "en-GB";
  EXPECT_THAT(stances(article), SizeIs(1));
}

TEST(StanceDetector, CountsOfficialsInOfficeAsTheirCountry) {
  const auto article = article_of("Ann Roe met the Chinese delegation.");
  alerts::Findings before;
  alerts::Mention& mention = before.mentions.emplace_back();
  mention.role = "Mayor";
  mention.country = "US";
  mention.place = {Field::Body, {0, 7}};
  const auto found = stances(article, before);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].source, "US");
  before.mentions[0].role = {};
  EXPECT_THAT(stances(article, before), IsEmpty()) << "out of office";
}

// What nobody wrote as a sentence is passed over, and takes no longer than its words.
TEST(StanceDetector, GetsThroughEndlessSentences) {
  std::string body;
  for (int i = 0; i < 200'000; ++i) body += "China and Japan urged Russia to attack Iran, ";
  EXPECT_THAT(stances(article_of(body)), IsEmpty());
  std::string commas = "China";
  for (int i = 0; i < 190; ++i) commas += ", attacked";
  EXPECT_THAT(stances(article_of(commas + " Japan")), IsEmpty());
  const std::string word(1'000'000, 'x');
  EXPECT_THAT(stances(article_of("China attacked Japan " + word)), IsEmpty());
}

// Whatever order they come in, words of the lexicon give places inside the text.
TEST(StanceDetector, TakesItsWordsInAnyOrder) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"China",   "the",        "US",     "Japanese",  "troops", "and",    ",",    "urged", "to",
       "not",     "attack",     "talks",  "between",   "with",   "by",     "was",  "that",  "it",
       "denied",  "if",         "held",   "sanctions", "on",     "called", "off",  "of",    "no",
       "Tokyo's", "co-operate", "agreed", "which",     "-",      ";",      "will", "end",   "in"});
  constexpr unsigned kSeed = 5;
  std::mt19937 random(kSeed);
  std::size_t found = 0;
  for (int i = 0; i < 3'000; ++i) {
    std::string body;
    for (int words = 0; words < 30; ++words) {
      body += kWords[random() % kWords.size()];
      body += ' ';
    }
    for (const alerts::Stance& stance : stances(article_of(body))) {
      ++found;
      EXPECT_NE(stance.source, stance.target) << body;
      EXPECT_LE(stance.place.span.end, body.size()) << body;
      EXPECT_FALSE(stance.act.empty()) << body;
    }
  }
  EXPECT_GT(found, 0U) << "seed " << kSeed;
}

}  // namespace
}  // namespace newswatch::detectors::stance
