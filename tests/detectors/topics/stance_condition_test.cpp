#include "detectors/topics/stance_condition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "detectors/detector_set.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string topic_with(std::string_view stance) {
  return "topics: [{id: t, name: T, query: China, stance: " + std::string(stance) + "}]";
}

/// What the detectors make of one article.
struct Trial {
  Trial(const std::string& rules, std::string body) {
    rules::Problems problems;
    set = DetectorSet::read(rules, "rules.yaml", problems);
    for (const auto* list : {&problems.errors, &problems.warnings}) {
      for (const rules::Problem& problem : *list) messages.push_back(to_string(problem));
    }
    if (!set) return;
    article.body = std::move(body);
    analysis = &analyser.analyse({article.title, article.body, article.byline});
    set->detect(article, *analysis, set->make_scratches(), found, {});
  }

  /// The acts of the stances that the first alert carries.
  std::vector<std::string> acts() const {
    std::vector<std::string> all;
    if (found.detections.empty()) return {"no alert"};
    for (const std::size_t index : found.detections[0].stance_indexes) {
      all.emplace_back(found.stances[index].act);
    }
    return all;
  }

  std::shared_ptr<const DetectorSet> set;
  std::vector<std::string> messages;
  articles::Article article;
  text::Analyser analyser;
  const text::Analysis* analysis = nullptr;
  alerts::Findings found;
};

constexpr std::string_view kBody =
    "China condemned the US. The US sanctioned China. China cooperates with Japan.";

struct PickCase {
  std::string_view name;
  std::string_view stance;
  std::vector<std::string> acts;
};
const PickCase kPicks[] = {
    {"Between", "{between: [US, CN]}", {"condemned", "sanctioned"}},
    {"BetweenInTheOtherOrder", "{between: [CN, US]}", {"condemned", "sanctioned"}},
    {"OneWay", "{source: US, target: CN}", {"sanctioned"}},
    {"FromOneToAny", "{source: CN}", {"condemned", "cooperates"}},
    {"OnOneByAny", "{target: JP}", {"cooperates"}},
    {"OfOneClass", "{between: [US, CN], quads: verbal_conflict}", {"condemned"}},
    {"OfTwoClasses",
     "{between: [US, CN], quads: [material_conflict, verbal_conflict]}",
     {"condemned", "sanctioned"}},
    {"NoneFound", "{between: [US, RU]}", {}},
    {"NoneFoundButRequired", "{between: [US, RU], require: true}", {"no alert"}},
    {"FoundAndRequired", "{source: US, target: CN, require: true}", {"sanctioned"}},
    {"OtherClassRequired",
     "{between: [US, CN], quads: [verbal_cooperation], require: true}",
     {"no alert"}},
};
class StancePicks : public testing::TestWithParam<PickCase> {};

TEST_P(StancePicks, AreCarriedByTheAlert) {
  const Trial run(topic_with(GetParam().stance), std::string(kBody));
  EXPECT_THAT(run.messages, IsEmpty());
  EXPECT_THAT(run.acts(), testing::ElementsAreArray(GetParam().acts));
}
INSTANTIATE_TEST_SUITE_P(Conditions, StancePicks, testing::ValuesIn(kPicks),
                         [](const auto& test) { return std::string(test.param.name); });

struct ErrorCase {
  std::string_view name;
  std::string_view stance;
  std::string_view message;
};
const ErrorCase kErrors[] = {
    {"NoMap", "US", "expected a map, as {between: [US, CN]}"},
    {"NoParty", "{require: true}", "a stance needs \"between\", or \"source\", \"target\" or both"},
    {"OneParty", "{between: [US]}", "expected a list of two parties"},
    {"ThreeParties", "{between: [US, CN, JP]}", "expected a list of two parties"},
    {"OnePartyTwice", "{between: [US, US]}", "expected a list of two parties"},
    {"BetweenAndSource", "{between: [US, CN], source: US}",
     "stands beside \"source\" or \"target\""},
    {"UnknownParty", "{between: [US, XX]}", "\"XX\" is no country or organisation that is known"},
    {"UnknownSource", "{source: usa}", "\"usa\" is no country or organisation that is known"},
    {"UnknownClass", "{source: US, quads: [verbal_conflct]}", "did you mean \"verbal_conflict\"?"},
    {"UnknownKey", "{source: US, required: true}",
     "unknown key \"required\"; did you mean \"require\"?"},
};
class StanceErrors : public testing::TestWithParam<ErrorCase> {};

TEST_P(StanceErrors, RefuseTheRule) {
  const Trial run(topic_with(GetParam().stance), "");
  EXPECT_EQ(run.set, nullptr);
  EXPECT_THAT(run.messages, testing::Contains(HasSubstr(GetParam().message)));
}
INSTANTIATE_TEST_SUITE_P(Conditions, StanceErrors, testing::ValuesIn(kErrors),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(StanceCondition, IsNotMetWithoutTheQuery) {
  const Trial run("topics: [{id: t, name: T, query: tin, stance: {between: [US, CN]}}]",
                  std::string(kBody));
  EXPECT_THAT(run.acts(), ElementsAre("no alert"));
}

TEST(StanceCondition, MakesNoTwinOfTheSameQuery) {
  const Trial run(
      "topics: [{id: a, name: A, query: x}, {id: b, name: B, query: x, stance: {source: US}}]", "");
  EXPECT_THAT(run.messages, IsEmpty());
}

TEST(StanceCondition, IsExplainedWhereItIsRequired) {
  const std::string rules =
      topic_with("{between: [US, CN], quads: [verbal_conflict], require: true}");
  const Trial met(rules, std::string(kBody));
  const auto explanation = met.set->explain("t", met.article, *met.analysis);
  EXPECT_TRUE(explanation->matched);
  EXPECT_EQ(explanation->clause, "(china) AND stance(CN <> US: verbal_conflict)");
  EXPECT_THAT(explanation->parts.at(1).hits, ElementsAre(Place{Field::Body, {0, 22}}));

  const Trial missed(rules, "China grew.");
  const auto other = missed.set->explain("t", missed.article, *missed.analysis);
  EXPECT_FALSE(other->matched);
  EXPECT_TRUE(other->parts.at(0).matched);
  EXPECT_FALSE(other->parts.at(1).matched);
}

TEST(StanceCondition, LooksForStancesOnlyWhereARuleAsks) {
  const Trial run("topics: [{id: t, name: T, query: China}]", std::string(kBody));
  EXPECT_THAT(run.found.stances, IsEmpty());
}

// An alert repeats the sentence of each.
TEST(StanceCondition, PicksTheFirstOfMany) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "The US sanctioned China. ";
  EXPECT_EQ(Trial(topic_with("{between: [US, CN]}"), body).acts().size(), 20U);
}

}  // namespace
}  // namespace newswatch::detectors::topics
