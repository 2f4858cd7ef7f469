#include "detectors/detector_set.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "detectors/registry.h"
#include "tests/detectors/topics/random_queries.h"

namespace newswatch::detectors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kRules = R"(
topics:
  - {id: zinc, name: Zinc, query: zinc}
  - {id: copper, name: Copper, query: copper AND NOT tin, severity: high, labels: {desk: metals}}
  - {id: quiet, name: Quiet, query: zinc, alert: false}
officials:
  - id: jane-doe
    name: Jane Doe
    roles: [{title: Foreign Minister, country: XA, from: 2020-01-01, to: 2024-01-01}]
  - id: ann-roe
    name: Ann Roe
    alert: false
    roles: [{title: Mayor, from: 2020-01-01}]
)";

std::shared_ptr<const DetectorSet> set_of(std::string_view rules) {
  rules::Problems problems;
  auto set = DetectorSet::read(rules, "rules.yaml", problems);
  for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  return set;
}

articles::Article article_of(std::string body) {
  articles::Article article;
  article.body = std::move(body);
  return article;
}

/// One thread's means to run a set.
struct Runner {
  explicit Runner(const DetectorSet& s) : set(s), scratches(s.make_scratches()) {}

  const alerts::Findings& detect(const articles::Article& article,
                                 const DetectorSet::Timer& timer = {}) {
    const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
    set.detect(article, analysis, scratches, found, timer);
    return found;
  }
  std::vector<std::string> ids(const articles::Article& article) {
    std::vector<std::string> all;
    for (const auto& detection : detect(article).detections) {
      all.push_back(detection.rule->id.value);
    }
    return all;
  }

  const DetectorSet& set;
  DetectorSet::Scratches scratches;
  text::Analyser analyser;
  alerts::Findings found;
};

/// What a rule file draws, as errors or as warnings.
std::vector<std::string> told(std::string_view rules,
                              std::vector<rules::Problem> rules::Problems::*which) {
  rules::Problems problems;
  DetectorSet::read(rules, "rules.yaml", problems);
  std::vector<std::string> messages;
  for (const rules::Problem& problem : problems.*which) messages.push_back(to_string(problem));
  return messages;
}

TEST(TopicRules, RefuseStemsOfNoLanguage) {
  EXPECT_THAT(told("topics: [{id: a, name: A, query: x, stem: english}]", &rules::Problems::errors),
              ElementsAre(HasSubstr("rules.yaml:1:43: no stemmer for the language \"english\"")));
}

TEST(TopicRules, WarnOfTopicsThatAskTheSame) {
  EXPECT_THAT(
      told("topics: [{id: a, name: A, query: x AND y}, {id: b, name: B, query: (x AND (y))}]",
           &rules::Problems::warnings),
      ElementsAre(HasSubstr("asks the same as the topic \"a\"")));
}

TEST(TopicRules, WarnOfClausesThatNobodyMeans) {
  EXPECT_THAT(told("topics: [{id: a, name: A, query: ban OR ban*}]", &rules::Problems::warnings),
              ElementsAre(HasSubstr("ban is needless beside ban*")));
}

TEST(DetectorSet, IsMadeOfSeveralTexts) {
  const std::vector<rules::RuleText> texts = {
      {.name = "two", .text = "topics: [{id: tin, name: Tin, query: '@zinc AND tin'}]"},
      {.name = "one", .text = "topics: [{id: zinc, name: Zinc, query: zinc}]"}};
  rules::Problems problems;
  const auto set = DetectorSet::read(texts, problems);
  ASSERT_THAT(problems.errors, IsEmpty());
  Runner runner(*set);
  EXPECT_THAT(runner.ids(article_of("Zinc and tin.")), ElementsAre("tin", "zinc"));
}

TEST(DetectorSet, DetectsInOrderOfRuleId) {
  const auto set = set_of(kRules);
  Runner runner(*set);
  EXPECT_THAT(runner.ids(article_of("Zinc, said Jane Doe; and copper.")),
              ElementsAre("copper", "jane-doe", "zinc"));
}

TEST(DetectorSet, ForgetsTheArticleBefore) {
  const auto set = set_of(kRules);
  Runner runner(*set);
  EXPECT_THAT(runner.ids(article_of("Zinc and tin, said Jane Doe.")),
              ElementsAre("jane-doe", "zinc"));
  EXPECT_THAT(runner.ids(article_of("Copper, said Doe.")), ElementsAre("copper"));
  EXPECT_THAT(runner.found.mentions, IsEmpty());
  EXPECT_THAT(runner.ids(article_of("")), IsEmpty());
}

TEST(DetectorSet, MeasuresWhatTheTopicsCostThatItTried) {
  const auto set = set_of(kRules);
  const auto article = article_of("Copper and tin.");
  text::Analyser analyser;
  alerts::Findings found;
  std::vector<RuleCost> costs;
  set->detect(article, analyser.analyse({article.title, article.body, article.byline}),
              set->make_scratches(), found, {}, &costs);
  ASSERT_EQ(costs.size(), 1U) << "zinc is not in the article, and officials are found together";
  EXPECT_EQ(costs[0].rule->id.value, "copper");
  EXPECT_GE(costs[0].time.count(), 0);
}

TEST(DetectorSet, ForgetsWordsBehindTheEndOfAShorterField) {
  const auto set = set_of("topics: [{id: near, name: Near, query: zinc NEAR/5 tin}]");
  Runner runner(*set);
  articles::Article before, article;
  before.title = "one two three tin";
  article.title = "zinc";
  runner.detect(before);
  EXPECT_THAT(runner.ids(article), IsEmpty());
}

// Each word but the last finds all slots but one taken, however many come.
TEST(DetectorSet, GetsThroughLongRunsOfTheWordsOfASloppyPhrase) {
  const std::string words = "a a a a a a a a a a a a a a b";
  const auto set = set_of("topics: [{id: t, name: T, query: '\"" + words + "\"~1000'}]");
  Runner runner(*set);
  std::string body;
  for (int i = 0; i < 3'000; ++i) body += "a ";
  EXPECT_THAT(runner.ids(article_of("b\n\n" + body)), IsEmpty());
  EXPECT_THAT(runner.ids(article_of(body + "b")), ElementsAre("t"));
}

TEST(DetectorSet, NamesTheRulesThatRaiseAlerts) {
  EXPECT_THAT(set_of(kRules)->rule_ids(), ElementsAre("copper", "jane-doe", "zinc"));
}

TEST(DetectorSet, CountsTheRulesOfEachSection) {
  const auto set = set_of(kRules);
  ASSERT_EQ(set->parts().size(), detector_kinds().size());
  EXPECT_EQ(set->parts()[0].section, "officials");
  EXPECT_EQ(set->parts()[0].rules, 2U);
  EXPECT_EQ(set->parts()[1].section, "quotes");
  EXPECT_EQ(set->parts()[1].rules, std::nullopt);
  EXPECT_EQ(set->parts()[2].section, "stance");
  EXPECT_EQ(set->parts()[2].rules, std::nullopt) << "it has no section";
  EXPECT_EQ(set->parts()[3].section, "topics");
  EXPECT_EQ(set->parts()[3].rules, 3U);
}

TEST(DetectorSet, SeesOfficialsThatRaiseNoAlerts) {
  const auto set = set_of(kRules);
  Runner runner(*set);
  const auto article = article_of("Ann Roe spoke.");
  EXPECT_THAT(runner.ids(article), IsEmpty());
  ASSERT_EQ(runner.found.mentions.size(), 1U);
  EXPECT_EQ(runner.found.mentions[0].official.value, "ann-roe");
}

TEST(DetectorSet, GivesEachOfficialItsMentionsAndMatches) {
  const auto set = set_of(kRules);
  Runner runner(*set);
  const auto& found = runner.detect(article_of("Ann Roe met Jane Doe. Doe left."));
  ASSERT_EQ(found.detections.size(), 1U);
  EXPECT_EQ(found.detections[0].kind, alerts::Kind::Official);
  EXPECT_THAT(found.detections[0].mention_indexes, ElementsAre(1U, 2U));
  ASSERT_EQ(found.detections[0].matches.size(), 2U);
  EXPECT_EQ(found.detections[0].matches[1].place, (Place{Field::Body, {22, 25}}));
  EXPECT_EQ(found.detections[0].matches[1].clause, "Jane Doe");
}

TEST(DetectorSet, KeepsWhatTheRuleSaysOfItself) {
  const auto set = set_of(kRules);
  Runner runner(*set);
  const auto& rule = *runner.detect(article_of("Copper")).detections.at(0).rule;
  EXPECT_EQ(rule.name, "Copper");
  EXPECT_EQ(rule.severity, "high");
  EXPECT_THAT(rule.labels, ElementsAre(testing::Pair("desk", "metals")));
  EXPECT_THAT(rule.version, testing::MatchesRegex("[0-9a-f]{32}"));
}

TEST(DetectorSet, TimesEachDetector) {
  const auto set = set_of(kRules);
  std::vector<std::string> sections;
  Runner(*set).detect(article_of("Zinc"), [&](std::string_view section, auto duration) {
    sections.emplace_back(section);
    EXPECT_GE(duration.count(), 0);
  });
  EXPECT_THAT(sections, ElementsAre("officials", "quotes", "stance", "topics", "statements"));
}

TEST(DetectorSet, ExplainsEveryKindOfRule) {
  const auto set = set_of(kRules);
  const auto article = article_of("Copper and tin, said Jane Doe.");
  text::Analyser analyser;
  const auto& analysis = analyser.analyse({article.title, article.body, article.byline});

  const auto copper = set->explain("copper", article, analysis);
  ASSERT_TRUE(copper);
  EXPECT_FALSE(copper->matched);
  EXPECT_EQ(copper->clause, "copper AND NOT tin");
  ASSERT_EQ(copper->parts.size(), 2U);
  EXPECT_TRUE(copper->parts[0].matched);
  EXPECT_THAT(copper->parts[0].hits, ElementsAre(Place{Field::Body, {0, 6}}));
  EXPECT_FALSE(copper->parts[1].matched);

  const auto doe = set->explain("jane-doe", article, analysis);
  ASSERT_TRUE(doe);
  EXPECT_TRUE(doe->matched);
  EXPECT_THAT(doe->hits, ElementsAre(Place{Field::Body, {21, 29}}));

  EXPECT_TRUE(set->explain("quiet", article, analysis)) << "rules without alerts too";
  EXPECT_FALSE(set->explain("nickel", article, analysis));
}

TEST(DetectorSet, IsRefusedWithEveryProblemAtOnce) {
  rules::Problems problems;
  const auto set = DetectorSet::read(R"(topics:
  - {id: a, name: A, query: zinc copper}
  - {id: b, name: B}
  - {id: a, name: A, query: tin, colour: red}
  - {id: d, name: D, query: ' '}
officials:
  - {id: e, name: Jane Doe}
  - {id: f, name: John Roe, surname: Row, roles: [{title: Mayor, from: 2020-13-01, to: 2020-01-01}]}
  - {id: g, name: Ann Poe, roles: [{title: Mayor, form: 2020-01-01}]}
  - {id: h, name: Ann Moe, roles: [{title: Mayor, from: 2020-01-01, to: 2020-01-01}]}
mayors: []
)",
                                     "rules.yaml", problems);
  EXPECT_EQ(set, nullptr);
  std::vector<std::string> messages;
  for (const auto& problem : problems.errors) messages.push_back(to_string(problem));
  EXPECT_THAT(
      messages,
      testing::UnorderedElementsAre(
          HasSubstr("rules.yaml:2:29: query: no operator between \"zinc\" and \"copper\""),
          HasSubstr("rules.yaml:3:5: \"query\" is missing"),
          HasSubstr("rules.yaml:4:5: the id \"a\" stands already at rules.yaml:2"),
          HasSubstr("rules.yaml:4:34: unknown key \"colour\""),
          HasSubstr("rules.yaml:5:29: \"query\" must be more than blanks"),
          HasSubstr("rules.yaml:7:5: an official needs at least one role"),
          HasSubstr("rules.yaml:8:38: \"Row\" is no part of the name \"John Roe\""),
          HasSubstr("rules.yaml:8:72: \"2020-13-01\" is no day of the calendar"),
          HasSubstr("rules.yaml:9:36: \"from\" is missing"),
          HasSubstr("rules.yaml:9:51: unknown key \"form\"; did you mean \"from\"?"),
          HasSubstr("rules.yaml:10:73: the role ends on 2020-01-01, but begins on 2020-01-01"),
          HasSubstr("rules.yaml:11:1: unknown section \"mayors\"")));
}

TEST(DetectorSet, KnowsTheMappedFieldsThatItIsTold) {
  constexpr std::string_view kTopic =
      "topics: [{id: a, name: A, query: 'copper AND section:metals'}]\n";
  rules::Problems problems;
  EXPECT_EQ(DetectorSet::read(kTopic, "rules.yaml", problems), nullptr);
  ASSERT_EQ(problems.errors.size(), 1U);
  EXPECT_THAT(to_string(problems.errors[0]),
              HasSubstr("rules.yaml:1:34: query: unknown field \"section\""));

  problems = {};
  const auto set = DetectorSet::read(kTopic, "rules.yaml", problems, {.metadata = {"section"}});
  ASSERT_NE(set, nullptr);
  auto article = article_of("Copper.");
  text::Analyser analyser;
  const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
  EXPECT_FALSE(set->explain("a", article, analysis)->matched);
  article.metadata = {{"section", {"Metals"}}};
  const auto explanation = set->explain("a", article, analysis);
  EXPECT_TRUE(explanation->matched);
  EXPECT_EQ(explanation->parts.at(1).clause, "section:metals");
}

TEST(DetectorSet, WarnsWithoutRefusing) {
  rules::Problems problems;
  const auto set = DetectorSet::read(R"(topics:
  - {id: a, name: A, query: US AND zinc}
officials:
  - {id: b, name: Jane Doe, roles: [{title: Mayor, from: 2020-01-01}]}
  - {id: c, name: Ann Doe, aliases: [Jane Doe], roles: [{title: Mayor, from: 2020-01-01}]}
)",
                                     "rules.yaml", problems);
  EXPECT_NE(set, nullptr);
  std::vector<std::string> messages;
  for (const auto& problem : problems.warnings) messages.push_back(to_string(problem));
  EXPECT_THAT(messages, ElementsAre(HasSubstr("rules.yaml:2:29: query: US without regard to case"),
                                    HasSubstr("rules.yaml:5:5: \"Jane Doe\" is also a name of b")));
}

TEST(DetectorSet, IsSharedByThreads) {
  topics::RandomQueries random(1);
  std::string rules = "topics:\n";
  for (int i = 0; i < 50; ++i) {
    rules +=
        fmt::format("  - {{id: topic-{}, name: T, query: us NEAR/{} chin* OR war}}\n", i, i % 5);
  }
  const auto set = set_of(rules + std::string(kRules.substr(kRules.find("officials:"))));
  std::vector<articles::Article> articles;
  for (int i = 0; i < 50; ++i) {
    articles.push_back(random.article());
    articles.back().body += " Jane Doe spoke. Doe left.";
  }
  const auto all_ids = [&] {
    Runner runner(*set);
    std::vector<std::vector<std::string>> ids;
    for (const auto& article : articles) ids.push_back(runner.ids(article));
    return ids;
  };
  const auto expected = all_ids();
  std::array<std::vector<std::vector<std::string>>, 4> found;
  {
    std::vector<std::jthread> threads;
    for (auto& own : found) threads.emplace_back([&] { own = all_ids(); });
  }
  for (const auto& own : found) EXPECT_EQ(own, expected);
}

}  // namespace
}  // namespace newswatch::detectors
