#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts/alert.h"
#include "tests/alerts/samples.h"
#include "tests/alerts/schema.h"
#include "tests/alerts/wound.h"

namespace newswatch::alerts {
namespace {

using nlohmann::json;

/// One wound to a valid alert about an official.
const Wound kWounds[] = {
    {"NoSpecversion", "/specversion", kRemoved},
    {"OtherSpecversion", "/specversion", "0.3"},
    {"NoId", "/id", kRemoved},
    {"IdOfWords", "/id", "alert-1"},
    {"IdTooShort", "/id", "0123456789abcdef"},
    {"IdInCapitals", "/id", "0123456789ABCDEF0123456789ABCDEF"},
    {"NoSource", "/source", kRemoved},
    {"SourceOfAnother", "/source", "/other/x"},
    {"SourceWithoutDeployment", "/source", "/newswatch/"},
    {"NoType", "/type", kRemoved},
    {"OtherType", "/type", "newswatch.alert.v2"},
    {"NoSubject", "/subject", kRemoved},
    {"SubjectIsNoId", "/subject", "Antony Blinken"},
    {"TimeWithoutZone", "/time", "2023-06-18T10:00:00"},
    {"TimeWithOffset", "/time", "2023-06-18T10:00:00+02:00"},
    {"TimeIsADate", "/time", "2023-06-18"},
    {"TimeIsANumber", "/time", 1687082400},
    {"NoContentType", "/datacontenttype", kRemoved},
    {"OtherContentType", "/datacontenttype", "text/plain"},
    {"NoData", "/data", kRemoved},
    {"DataIsText", "/data", "{}"},
    {"NoKind", "/data/kind", kRemoved},
    {"UnknownKind", "/data/kind", "weather"},
    {"NoRule", "/data/rule", kRemoved},
    {"RuleWithoutId", "/data/rule/id", kRemoved},
    {"RuleWithoutName", "/data/rule/name", kRemoved},
    {"RuleWithEmptyName", "/data/rule/name", ""},
    {"UnknownSeverity", "/data/rule/severity", "urgent"},
    {"NoLabels", "/data/rule/labels", kRemoved},
    {"LabelsAreAList", "/data/rule/labels", json::array()},
    {"LabelIsANumber", "/data/rule/labels/x", 1},
    {"NoRuleVersion", "/data/rule/version", kRemoved},
    {"RuleVersionIsNoHash", "/data/rule/version", "2"},
    {"NoArticle", "/data/article", kRemoved},
    {"ArticleWithoutId", "/data/article/id", kRemoved},
    {"ArticleWithEmptyId", "/data/article/id", ""},
    {"EmptyUrl", "/data/article/url", ""},
    {"EmptySourceOfTheArticle", "/data/article/source", json::object()},
    {"PublishedAtIsNoTime", "/data/article/published_at", "yesterday"},
    {"NoMatches", "/data/matches", kRemoved},
    {"EmptyMatches", "/data/matches", json::array()},
    {"MatchWithoutField", "/data/matches/0/field", kRemoved},
    {"MatchInUnknownField", "/data/matches/0/field", "lead"},
    {"MatchWithoutBegin", "/data/matches/0/begin", kRemoved},
    {"NegativeBegin", "/data/matches/0/begin", -1},
    {"EndIsAFraction", "/data/matches/0/end", 1.5},
    {"EndIsZero", "/data/matches/0/end", 0},
    {"MatchWithoutText", "/data/matches/0/text", kRemoved},
    {"EmptyText", "/data/matches/0/text", ""},
    {"MatchWithoutClause", "/data/matches/0/clause", kRemoved},
    {"NoSnippets", "/data/snippets", kRemoved},
    {"SnippetIsText", "/data/snippets/0", "text"},
    {"NoOfficials", "/data/officials", kRemoved},
    {"EmptyOfficials", "/data/officials", json::array()},
    {"OfficialWithoutRole", "/data/officials/0/role", kRemoved},
    {"RoleIsANumber", "/data/officials/0/role", 1},
    {"UnknownWay", "/data/officials/0/resolved_by", "guess"},
    {"ConfidenceAboveOne", "/data/officials/0/confidence", 1.1},
    {"OfficialWithoutMentions", "/data/officials/0/mentions", json::array()},
    {"CountryIsNull", "/data/officials/0/country", nullptr},
    {"Surge", "/data/surge", json::object()},
    {"Digest", "/data/digest", json::object()},
    {"StoryWithoutId", "/data/story", {{"role", "first"}, {"articles", 1}, {"outlets", 1}}},
    {"StoryOfNoArticle",
     "/data/story",
     {{"id", "s"}, {"role", "first"}, {"articles", 0}, {"outlets", 1}}},
    {"UnknownRole",
     "/data/story",
     {{"id", "s"}, {"role", "last"}, {"articles", 1}, {"outlets", 1}}},
    {"CopyOfNothing",
     "/data/story",
     {{"id", "s"}, {"role", "copy"}, {"articles", 2}, {"outlets", 1}}},
    {"FirstThatIsACopy",
     "/data/story",
     {{"id", "s"}, {"role", "first"}, {"copy_of", "a"}, {"articles", 1}, {"outlets", 1}}},
    {"NoReason", "/data/reason", kRemoved},
    {"EmptyReason", "/data/reason", ""},
};

class MutilatedAlert : public testing::TestWithParam<Wound> {};

TEST_P(MutilatedAlert, IsRefusedByTheSchema) {
  const Sample sample;
  auto alert = json::parse(
      make_alert(sample.article, sample.findings, sample.official(), "/newswatch/test").json);
  ASSERT_THAT(schema_errors(alert), testing::IsEmpty());
  GetParam().inflict(alert);
  EXPECT_THAT(schema_errors(alert), testing::Not(testing::IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(Schema, MutilatedAlert, testing::ValuesIn(kWounds),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(AlertSchema, RefusesMoreThanThreeSnippets) {
  const Sample sample;
  auto alert = json::parse(
      make_alert(sample.article, sample.findings, sample.topic(), "/newswatch/test").json);
  const json snippet = alert["data"]["snippets"][0];
  alert["data"]["snippets"] = json::array({snippet, snippet, snippet, snippet});
  EXPECT_THAT(schema_errors(alert), testing::Not(testing::IsEmpty()));
}

}  // namespace
}  // namespace newswatch::alerts
