#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "detectors/detector_set.h"
#include "text/analyser.h"

namespace newswatch::detectors {
namespace {

/// The version of the one rule of a file, which must find something in "Copper, said Jane Doe."
std::string version_of(std::string_view rules, const DetectorOptions& options = {}) {
  rules::Problems problems;
  const auto set = DetectorSet::read(rules, "rules.yaml", problems, options);
  for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  if (!set) return "";
  articles::Article article;
  article.body = "Copper, said Jane Doe.";
  text::Analyser analyser;
  const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
  alerts::Findings found;
  set->detect(article, analysis, set->make_scratches(), found, {});
  if (found.detections.size() != 1) ADD_FAILURE() << "no single detection by " << rules;
  return found.detections.empty() ? "" : found.detections[0].rule->version;
}

struct Change {
  std::string_view name;
  std::string_view rules;
};

constexpr std::string_view kTopic =
    "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}}]";
const Change kTopicChanges[] = {
    {"Id", "topics: [{id: b, name: A, severity: low, query: copper OR tin, labels: {k: v}}]"},
    {"Name", "topics: [{id: a, name: B, severity: low, query: copper OR tin, labels: {k: v}}]"},
    {"Severity",
     "topics: [{id: a, name: A, severity: high, query: copper OR tin, labels: {k: v}}]"},
    {"Query", "topics: [{id: a, name: A, severity: low, query: copper OR zinc, labels: {k: v}}]"},
    {"Stance",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, stance: "
     "{source: US}}]"},
    {"LabelKey", "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {l: v}}]"},
    {"LabelValue",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: w}}]"},
    {"LabelGone", "topics: [{id: a, name: A, severity: low, query: copper OR tin}]"},
    {"AlertOn",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, alert_on: "
     "first}]"},
    {"Copies",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, copies: "
     "suppress}]"},
    {"Throttle",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, throttle: "
     "{at_most: 5, per: 1h}}]"},
    {"Threshold",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, threshold: "
     "{count: 3, within: 1h}}]"},
    {"Digest",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, digest: "
     "{every: 6h}}]"},
    {"QuietHours",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, quiet_hours: "
     "{from: '22:00', to: '06:00'}}]"},
    {"LabelOfDefaults",
     "{defaults: {labels: {x: y}}, topics: [{id: a, name: A, severity: low, query: copper OR tin, "
     "labels: {k: v}}]}"},
};
const Change kTopicSame[] = {
    {"QueryWithBrackets",
     "topics: [{id: a, name: A, severity: low, query: ((copper) OR (TIN)), labels: {k: v}}]"},
    {"OrderOfKeys",
     "topics: [{labels: {k: v}, query: copper OR tin, severity: low, name: A, id: a}]"},
    {"AlertAsByDefault",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, alert: "
     "true}]"},
    {"OptionsAsByDefault",
     "topics: [{id: a, name: A, severity: low, query: copper OR tin, labels: {k: v}, alert_on: "
     "every, copies: pass, throttle: none}]"},
    {"SeverityByDefaults",
     "{defaults: {severity: low}, topics: [{id: a, name: A, query: copper OR tin, labels: {k: "
     "v}}]}"},
    {"OtherRuleInTheFile",
     "topics: [{id: z, name: Z, query: nickel}, {id: a, name: A, severity: low, query: copper OR "
     "tin, labels: {k: v}}]"},
};

constexpr std::string_view kOfficial =
    "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], roles: [{title: Mayor, country: XA, "
    "from: 2020-01-01, to: 2024-01-01}]}]";
const Change kOfficialChanges[] = {
    {"OfficialId",
     "officials: [{id: b, name: Jane Doe, aliases: [Janie Doe], roles: [{title: Mayor, country: "
     "XA, "
     "from: 2020-01-01, to: 2024-01-01}]}]"},
    {"OfficialSurname",
     "officials: [{id: a, name: Jane Doe, surname: Jane, aliases: [Janie Doe], roles: [{title: "
     "Mayor, "
     "country: XA, from: 2020-01-01, to: 2024-01-01}]}]"},
    {"Alias",
     "officials: [{id: a, name: Jane Doe, aliases: [Jany Doe], roles: [{title: Mayor, country: XA, "
     "from: 2020-01-01, to: 2024-01-01}]}]"},
    {"AliasGone",
     "officials: [{id: a, name: Jane Doe, roles: [{title: Mayor, country: XA, from: 2020-01-01, "
     "to: "
     "2024-01-01}]}]"},
    {"Title",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], roles: [{title: Judge, country: "
     "XA, "
     "from: 2020-01-01, to: 2024-01-01}]}]"},
    {"Country",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], roles: [{title: Mayor, country: "
     "XB, "
     "from: 2020-01-01, to: 2024-01-01}]}]"},
    {"From",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], roles: [{title: Mayor, country: "
     "XA, "
     "from: 2020-01-02, to: 2024-01-01}]}]"},
    {"To",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], roles: [{title: Mayor, country: "
     "XA, "
     "from: 2020-01-01, to: 2024-01-02}]}]"},
    {"ToGone",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], roles: [{title: Mayor, country: "
     "XA, "
     "from: 2020-01-01}]}]"},
    {"AliasesInPlaceOfRoles",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe, Mayor, XA, 2020-01-01, 2024-01-01], "
     "roles: [{title: Mayor, country: XA, from: 2020-01-01, to: 2024-01-01}]}]"},
    {"OfficialThrottle",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], throttle: {at_most: 5, per: 1h}, "
     "roles: [{title: Mayor, country: XA, from: 2020-01-01, to: 2024-01-01}]}]"},
    {"OfficialLabel",
     "officials: [{id: a, name: Jane Doe, aliases: [Janie Doe], labels: {k: v}, roles: [{title: "
     "Mayor, country: XA, from: 2020-01-01, to: 2024-01-01}]}]"},
};
const Change kOfficialSame[] = {
    {"SurnameAsByDefault",
     "officials: [{id: a, name: Jane Doe, surname: Doe, aliases: [Janie Doe], roles: [{title: "
     "Mayor, "
     "country: XA, from: 2020-01-01, to: 2024-01-01}]}]"},
    {"OneAliasWithoutAList",
     "officials: [{id: a, name: Jane Doe, aliases: Janie Doe, roles: [{title: Mayor, country: XA, "
     "from: 2020-01-01, to: 2024-01-01}]}]"},
};

std::string name_of(const testing::TestParamInfo<Change>& test) {
  return std::string(test.param.name);
}

class ChangedTopic : public testing::TestWithParam<Change> {};
TEST_P(ChangedTopic, HasAnotherVersion) {
  EXPECT_NE(version_of(GetParam().rules), version_of(kTopic));
}
INSTANTIATE_TEST_SUITE_P(Versions, ChangedTopic, testing::ValuesIn(kTopicChanges), name_of);

class RewrittenTopic : public testing::TestWithParam<Change> {};
TEST_P(RewrittenTopic, HasTheSameVersion) {
  EXPECT_EQ(version_of(GetParam().rules), version_of(kTopic));
}
INSTANTIATE_TEST_SUITE_P(Versions, RewrittenTopic, testing::ValuesIn(kTopicSame), name_of);

class ChangedOfficial : public testing::TestWithParam<Change> {};
TEST_P(ChangedOfficial, HasAnotherVersion) {
  EXPECT_NE(version_of(GetParam().rules), version_of(kOfficial));
}
INSTANTIATE_TEST_SUITE_P(Versions, ChangedOfficial, testing::ValuesIn(kOfficialChanges), name_of);

class RewrittenOfficial : public testing::TestWithParam<Change> {};
TEST_P(RewrittenOfficial, HasTheSameVersion) {
  EXPECT_EQ(version_of(GetParam().rules), version_of(kOfficial));
}
INSTANTIATE_TEST_SUITE_P(Versions, RewrittenOfficial, testing::ValuesIn(kOfficialSame), name_of);

TEST(Versions, OfATopicRestOnTheMappedFieldsThatItAsksFor) {
  const auto version_of_query = [](std::string_view query) {
    return version_of(
        fmt::format("topics: [{{id: a, name: A, query: 'copper AND NOT {}'}}]", query),
        {.metadata = {"section", "tags"}});
  };
  EXPECT_NE(version_of_query("section:tin"), version_of_query("tags:tin"));
  EXPECT_NE(version_of_query("section:tin"), version_of_query("section:zinc"));
  EXPECT_EQ(version_of_query("section:tin,zinc"), version_of_query("section:(tin OR zinc)"));
  EXPECT_EQ(version_of(kTopic), version_of(kTopic, {.metadata = {"section"}}));
}

/// Ids of alerts rest on versions, and readers drop repeats by them: a release that changes these
/// repeats alerts.
TEST(Versions, StayWhatTheyWere) {
  EXPECT_EQ(version_of(kTopic), "32ab7a75ced1b2d192da6116fde8a29d");
  EXPECT_EQ(
      version_of("topics: [{id: a, name: A, query: 'copper AND NOT (lang:en,de OR site:x.test "
                 "OR source:\"A B\")'}]"),
      "75c59aaff5999c93fb8cc1d66625c843");
}

TEST(Versions, OfTopicAndOfficialDiffer) { EXPECT_NE(version_of(kTopic), version_of(kOfficial)); }

}  // namespace
}  // namespace newswatch::detectors
