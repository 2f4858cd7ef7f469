#include "rules/rule_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::rules {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const std::vector<std::string> kSections = {"topics", "officials"};

std::vector<RuleEntry> read(std::string_view text, Problems& problems) {
  return read_rules(text, "a.yaml", kSections, problems);
}

std::vector<RuleEntry> read_well(std::string_view text) {
  Problems problems;
  auto rules = read(text, problems);
  for (const Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  return rules;
}

TEST(Rules, CarryWhatTheFileSays) {
  const auto rules = read_well(
      "topics:\n  - {id: a, name: A, severity: high, labels: {desk: x}, query: q}\n"
      "officials:\n  - {id: b, name: B, alert: false}\n");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].section, "topics");
  EXPECT_EQ(rules[0].file, "a.yaml");
  EXPECT_EQ(rules[0].summary.id.value, "a");
  EXPECT_EQ(rules[0].summary.name, "A");
  EXPECT_EQ(rules[0].summary.severity, "high");
  EXPECT_THAT(rules[0].summary.labels, ElementsAre(Pair("desk", "x")));
  EXPECT_TRUE(rules[0].alert);
  EXPECT_EQ(rules[0].node.position, (Position{2, 5}));
  ASSERT_NE(rules[0].node.find("query"), nullptr);
  EXPECT_EQ(rules[1].section, "officials");
  EXPECT_FALSE(rules[1].alert);
}

TEST(Rules, HaveDefaults) {
  const auto rules = read_well("topics: [{id: a, name: A}]");
  ASSERT_EQ(rules.size(), 1U);
  EXPECT_EQ(rules[0].summary.severity, "medium");
  EXPECT_THAT(rules[0].summary.labels, IsEmpty());
  EXPECT_TRUE(rules[0].alert);
}

TEST(Rules, TakeTheDefaultsOfTheirFileWhereverTheyStand) {
  const auto rules = read_well(
      "topics:\n  - {id: a, name: A}\n"
      "  - {id: b, name: B, alert: true, severity: high, labels: {desk: y, extra: z}}\n"
      "defaults: {alert: false, severity: low, labels: {desk: x, team: t}}\n");
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_FALSE(rules[0].alert);
  EXPECT_EQ(rules[0].summary.severity, "low");
  EXPECT_THAT(rules[0].summary.labels, ElementsAre(Pair("desk", "x"), Pair("team", "t")));
  EXPECT_TRUE(rules[1].alert);
  EXPECT_EQ(rules[1].summary.severity, "high");
  EXPECT_THAT(rules[1].summary.labels,
              ElementsAre(Pair("desk", "y"), Pair("team", "t"), Pair("extra", "z")));
}

TEST(Rules, MayBeNone) {
  for (const auto* text :
       {"", "# nothing\n", "topics:\n", "topics: []\n", "defaults: {severity: low}"}) {
    EXPECT_THAT(read_well(text), IsEmpty()) << text;
  }
}

TEST(Rules, TakeEverySeverity) {
  for (const std::string severity : {"info", "low", "medium", "high", "critical"}) {
    const auto rules = read_well("topics: [{id: a, name: A, severity: " + severity + "}]");
    ASSERT_EQ(rules.size(), 1U);
    EXPECT_EQ(rules[0].summary.severity, severity);
  }
}

struct Case {
  std::string_view name;
  std::string_view text;
  std::string_view problem;
};

const Case kProblems[] = {
    {"BrokenYaml", "topics: [", "a.yaml:1:"},
    {"UnknownSection", "topic: []",
     "a.yaml:1:1: unknown section \"topic\": expected topics, officials, defaults; did you mean "
     "\"topics\"?"},
    {"UnknownSectionFarFromAll", "surgeries: []", "a.yaml:1:1: unknown section \"surgeries\""},
    {"NoSections", "- {id: a}", "a.yaml:1:1: expected sections"},
    {"OnlyText", "hello", "a.yaml:1:1: expected sections"},
    {"SectionIsAMap", "topics: {id: a}", "a.yaml:1:9: \"topics\" must be a list"},
    {"SectionIsText", "topics: x", "a.yaml:1:9: \"topics\" must be a list"},
    {"RuleIsText", "topics: [x]", "a.yaml:1:10: a rule must be a map"},
    {"RuleIsNull", "topics: [~]", "a rule must be a map"},
    {"NoId", "topics: [{name: A}]", "a.yaml:1:10: \"id\" is missing"},
    {"BlankId", "topics: [{id: ' ', name: A}]", "a.yaml:1:15: \"id\" must be more than blanks"},
    {"IdIsAList", "topics: [{id: [a], name: A}]", "a.yaml:1:15: \"id\" must be a text"},
    {"NoName", "topics: [{id: a}]", "a.yaml:1:10: \"name\" is missing"},
    {"BlankName", "topics: [{id: a, name: ''}]", "\"name\" must be more than blanks"},
    {"IdWithCapitals", "topics: [{id: Abc, name: A}]", "a.yaml:1:15: \"Abc\" is no id"},
    {"IdWithBlanks", "topics: [{id: a b, name: A}]", "\"a b\" is no id"},
    {"IdWithUnderscore", "topics: [{id: a_b, name: A}]", "\"a_b\" is no id"},
    {"IdWithHyphenFirst", "topics: [{id: -a, name: A}]", "\"-a\" is no id"},
    {"IdWithAccent", "topics: [{id: é, name: A}]", "\"é\" is no id"},
    {"Severity", "topics: [{id: a, name: A, severity: hihg}]",
     "a.yaml:1:37: \"hihg\" is no severity: expected info, low, medium, high, critical; did you "
     "mean \"high\"?"},
    {"SeverityFarFromAll", "topics: [{id: a, name: A, severity: urgent}]",
     "\"urgent\" is no severity"},
    {"Alert", "topics: [{id: a, name: A, alert: yes}]",
     "a.yaml:1:34: \"alert\" must be true or false"},
    {"Labels", "topics: [{id: a, name: A, labels: x}]",
     "a.yaml:1:35: \"labels\" must be a map of texts"},
    {"LabelIsAList", "topics: [{id: a, name: A, labels: {k: [v]}}]",
     "\"labels\" must be a map of texts"},
    {"DefaultsIsAList", "defaults: [x]", "a.yaml:1:11: \"defaults\" must be a map"},
    {"DefaultsUnknownKey", "defaults: {severty: low}",
     "a.yaml:1:12: unknown key \"severty\"; did you mean \"severity\"?"},
    {"DefaultsSeverity", "defaults: {severity: x}", "a.yaml:1:22: \"x\" is no severity"},
    {"IdTwice", "topics:\n  - {id: a, name: A}\n  - {id: a, name: B}",
     "a.yaml:3:5: the id \"a\" stands already at a.yaml:2"},
    {"IdTwiceOverSections", "topics: [{id: a, name: A}]\nofficials: [{id: a, name: B}]",
     "a.yaml:2:13: the id \"a\" stands already at a.yaml:1"},
};

class RuleProblem : public testing::TestWithParam<Case> {};

TEST_P(RuleProblem, IsNamedWithItsPlace) {
  Problems problems;
  read(GetParam().text, problems);
  ASSERT_EQ(problems.errors.size(), 1U);
  EXPECT_THAT(to_string(problems.errors[0]), HasSubstr(std::string(GetParam().problem)));
}

INSTANTIATE_TEST_SUITE_P(Files, RuleProblem, testing::ValuesIn(kProblems),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Rules, ReportAllProblemsAtOnce) {
  Problems problems;
  read(
      "topcs: []\ndefaults: {severity: x}\ntopics:\n  - {id: A, severity: y}\n  - z\n"
      "  - {id: b, name: B}\nofficials: {}\n",
      problems);
  std::vector<std::string> messages;
  for (const Problem& problem : problems.errors) messages.push_back(to_string(problem));
  EXPECT_THAT(
      messages,
      testing::UnorderedElementsAre(
          HasSubstr("a.yaml:1:1: unknown section"), HasSubstr("a.yaml:2:22: \"x\" is no severity"),
          HasSubstr("a.yaml:4:10: \"A\" is no id"), HasSubstr("a.yaml:4:5: \"name\" is missing"),
          HasSubstr("a.yaml:4:23: \"y\" is no severity"),
          HasSubstr("a.yaml:5:5: a rule must be a map"),
          HasSubstr("a.yaml:7:12: \"officials\" must be a list")));
}

TEST(RuleTexts, HaveIdsThatAreUniqueOverAllOfThem) {
  const std::vector<RuleText> texts = {{.name = "one", .text = "topics: [{id: a, name: A}]"},
                                       {.name = "two", .text = "officials: [{id: a, name: A}]"}};
  Problems problems;
  EXPECT_THAT(read_rules(texts, kSections, problems), testing::SizeIs(2));
  ASSERT_EQ(problems.errors.size(), 1U);
  EXPECT_EQ(to_string(problems.errors[0]), "two:1:13: the id \"a\" stands already at one:1");
}

struct OnlyRule {
  std::string_view name;
  std::string_view text;
  std::vector<std::string> problems;
};
void PrintTo(const OnlyRule& c, std::ostream* out) { *out << c.name; }
const OnlyRule kOnlyRules[] = {
    {"TheOne", "topics: [{id: a, name: A}]", {}},
    {"AsJson", R"({"topics": [{"id": "a", "name": "A"}]})", {}},
    {"BesideDefaults", "defaults: {severity: low}\ntopics: [{id: a, name: A}]", {}},
    {"None", "", {"r: expected one rule with the id \"a\", found none"}},
    {"EmptySections", "topics: []", {"r: expected one rule with the id \"a\", found none"}},
    {"Another",
     "topics: [{id: b, name: B}]",
     {"r:1:10: expected one rule with the id \"a\", found \"b\""}},
    {"Two",
     "topics: [{id: a, name: A}]\nofficials: [{id: b, name: B}]",
     {"r:2:13: expected one rule with the id \"a\", found 2: \"a\", \"b\""}},
    {"OneSlipOneProblem", "topics: [{name: A}]", {"r:1:10: \"id\" is missing"}},
};
class OnlyRuleOfAText : public testing::TestWithParam<OnlyRule> {};
TEST_P(OnlyRuleOfAText, IsTheOneThatIsAskedFor) {
  const std::vector<RuleText> texts = {
      {.name = "r", .text = GetParam().text, .only_id = std::string_view("a")}};
  Problems problems;
  read_rules(texts, kSections, problems);
  std::vector<std::string> told;
  for (const Problem& problem : problems.errors) told.push_back(to_string(problem));
  EXPECT_EQ(told, GetParam().problems);
}
INSTANTIATE_TEST_SUITE_P(RuleTexts, OnlyRuleOfAText, testing::ValuesIn(kOnlyRules),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::rules
