#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "alerts/digest_alert.h"
#include "alerts/retraction.h"
#include "alerts/surge_alert.h"
#include "tests/alerts/samples.h"
#include "tests/alerts/schema.h"

// Alerts that are not about one article: surges, digests, retractions.

namespace newswatch::alerts {
namespace {

using nlohmann::json;
using testing::IsEmpty;
using testing::Not;

const std::string kSource = "/newswatch/test";
const std::string kAlertId = "0123456789abcdef0123456789abcdef";

Timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

/// A rule, and one of each of these alerts with nothing left out.
struct RuleAlerts {
  RuleSummary rule{.id = RuleId("port-strikes"),
                   .name = "Port strikes",
                   .severity = "high",
                   .labels = {{"desk", "economy"}},
                   .version = "fedcba9876543210fedcba9876543210"};
  DigestPart digest{.from = at("2026-11-26T06:00:00Z"),
                    .to = at("2026-11-26T12:00:00Z"),
                    .articles = 12,
                    .listed = {{kAlertId, ArticleId("a1"), "https://news.example/1", "Strike"},
                               {kAlertId, ArticleId("a2"), "", ""}}};
  SurgePart surge{.from = at("2026-11-26T10:00:00Z"),
                  .to = at("2026-11-26T11:00:00Z"),
                  .expected = 2.125,
                  .seen = 14,
                  .probability = 1.5e-8,
                  .level = 3,
                  .stories = {{"s1", 9, 7}, {"s2", 5, 5}}};
  Retraction retraction{.alert_id = kAlertId,
                        .article = ArticleId("a1"),
                        .url = "https://news.example/1",
                        .title = "Strike",
                        .withdrawn_at = at("2026-11-26T11:30:00Z")};
  Suppressed suppressed;

  RuleAlerts() { suppressed.add(SuppressReason::Copy, 3); }

  Alert digest_alert() const { return make_digest_alert(rule, digest, suppressed, kSource); }
  Alert surge_alert() const { return make_surge_alert(rule, surge, suppressed, kSource); }
  Alert retraction_alert() const { return make_retraction(rule, retraction, kSource); }
};

TEST(DigestAlert, ListsWhatWasHeld) {
  const Alert alert = RuleAlerts().digest_alert();
  const json event = json::parse(alert.json);
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_EQ(alert.kind, Kind::Digest);
  EXPECT_EQ(event["id"], alert.id);
  EXPECT_EQ(event["subject"], "port-strikes");
  EXPECT_EQ(event["time"], "2026-11-26T12:00:00Z");
  const json& data = event["data"];
  EXPECT_EQ(data["kind"], "digest");
  EXPECT_EQ(data["rule"]["labels"], (json{{"desk", "economy"}}));
  EXPECT_EQ(data["digest"]["articles"], 12);
  EXPECT_EQ(
      data["digest"]["listed"][0],
      (json{{"alert", kAlertId},
            {"article", {{"id", "a1"}, {"url", "https://news.example/1"}, {"title", "Strike"}}}}));
  EXPECT_EQ(data["digest"]["listed"][1]["article"], (json{{"id", "a2"}}));
  EXPECT_EQ(data["suppressed"], (json{{"copy", 3}}));
  EXPECT_EQ(data["reason"],
            "12 articles met the rule Port strikes from 2026-11-26T06:00:00Z to "
            "2026-11-26T12:00:00Z.");
}

TEST(DigestAlert, CountsOneArticleInWords) {
  RuleAlerts all;
  all.digest.articles = 1;
  EXPECT_THAT(json::parse(all.digest_alert().json)["data"]["reason"].get<std::string>(),
              testing::StartsWith("One article met the rule Port strikes from "));
}

TEST(SurgeAlert, TellsWhatWasExpectedAndSeen) {
  const Alert alert = RuleAlerts().surge_alert();
  const json event = json::parse(alert.json);
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_EQ(alert.kind, Kind::Surge);
  EXPECT_EQ(event["time"], "2026-11-26T11:00:00Z");
  const json& data = event["data"];
  EXPECT_EQ(data["kind"], "surge");
  EXPECT_EQ(data["surge"], (json{{"from", "2026-11-26T10:00:00Z"},
                                 {"to", "2026-11-26T11:00:00Z"},
                                 {"expected", 2.125},
                                 {"seen", 14},
                                 {"probability", 1.5e-8},
                                 {"level", 3},
                                 {"stories",
                                  {{{"id", "s1"}, {"articles", 9}, {"outlets", 7}},
                                   {{"id", "s2"}, {"articles", 5}, {"outlets", 5}}}}}));
  EXPECT_EQ(data["reason"],
            "Port strikes: 14 from 2026-11-26T10:00:00Z to 2026-11-26T11:00:00Z, where 2.1 were "
            "expected.");
}

TEST(Retraction, SaysWhatIsWithdrawn) {
  RuleAlerts all;
  const Alert alert = all.retraction_alert();
  const json event = json::parse(alert.json);
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_EQ(alert.kind, Kind::Retraction);
  EXPECT_EQ(event["time"], "2026-11-26T11:30:00Z");
  EXPECT_EQ(event["data"]["kind"], "retraction");
  EXPECT_EQ(event["data"]["retracts"], kAlertId);
  EXPECT_EQ(event["data"]["article"],
            (json{{"id", "a1"}, {"url", "https://news.example/1"}, {"title", "Strike"}}));
  EXPECT_EQ(
      event["data"]["reason"],
      "The article \"Strike\" was withdrawn, and with it its alert of the rule Port strikes.");
}

TEST(Retraction, LeavesOutWhatIsNotKnown) {
  RuleAlerts all;
  all.retraction = {.alert_id = kAlertId, .article = ArticleId("a1"), .url = "", .title = ""};
  const json event = json::parse(all.retraction_alert().json);
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_FALSE(event.contains("time"));
  EXPECT_EQ(event["data"]["article"], (json{{"id", "a1"}}));
  EXPECT_EQ(event["data"]["reason"],
            "The article a1 was withdrawn, and with it its alert of the rule Port strikes.");
}

TEST(RuleAlerts, TakeTextsThatAreNotUtf8) {
  RuleAlerts all;
  all.digest.listed[0].title = all.retraction.title = "a\xFF";
  for (const Alert& alert : {all.digest_alert(), all.surge_alert(), all.retraction_alert()})
    EXPECT_THAT(schema_errors(json::parse(alert.json)), IsEmpty());
}

TEST(RuleAlerts, SayNothingOfNothingSuppressed) {
  RuleAlerts all;
  all.suppressed = {};
  for (const Alert& alert : {all.digest_alert(), all.surge_alert()})
    EXPECT_FALSE(json::parse(alert.json)["data"].contains("suppressed"));
}

struct Change {
  std::string_view name;
  std::function<void(RuleAlerts&)> change;
  bool digest;  ///< Whether the id of a digest changes.
  bool surge;
  bool retraction;
};
void PrintTo(const Change& c, std::ostream* out) { *out << c.name; }

const Change kChanges[] = {
    {"Nothing", [](RuleAlerts&) {}, false, false, false},
    {"Rule", [](RuleAlerts& a) { a.rule.id.value += "x"; }, true, true, false},
    {"RuleVersion", [](RuleAlerts& a) { a.rule.version = kAlertId; }, true, true, false},
    {"RuleName", [](RuleAlerts& a) { a.rule.name += "x"; }, false, false, false},
    {"DigestFrom", [](RuleAlerts& a) { a.digest.from -= std::chrono::hours(6); }, true, false,
     false},
    {"DigestTo", [](RuleAlerts& a) { a.digest.to += std::chrono::hours(6); }, false, false, false},
    {"DigestArticles", [](RuleAlerts& a) { a.digest.listed.pop_back(); }, false, false, false},
    {"SurgeFrom", [](RuleAlerts& a) { a.surge.from -= std::chrono::hours(1); }, false, true, false},
    {"SurgeLevel", [](RuleAlerts& a) { a.surge.level = 2; }, false, true, false},
    {"SurgeSeen", [](RuleAlerts& a) { a.surge.seen = 15; }, false, false, false},
    {"RetractedAlert", [](RuleAlerts& a) { a.retraction.alert_id = a.rule.version; }, false, false,
     true},
    {"RetractedArticle", [](RuleAlerts& a) { a.retraction.title.clear(); }, false, false, false},
    {"Suppressed", [](RuleAlerts& a) { a.suppressed = {}; }, false, false, false},
};

class IdOfARuleAlert : public testing::TestWithParam<Change> {};

TEST_P(IdOfARuleAlert, IsMadeOfWhatItIsAboutAlone) {
  RuleAlerts changed;
  GetParam().change(changed);
  const RuleAlerts same;
  EXPECT_EQ(changed.digest_alert().id != same.digest_alert().id, GetParam().digest);
  EXPECT_EQ(changed.surge_alert().id != same.surge_alert().id, GetParam().surge);
  EXPECT_EQ(changed.retraction_alert().id != same.retraction_alert().id, GetParam().retraction);
}

INSTANTIATE_TEST_SUITE_P(RuleAlerts, IdOfARuleAlert, testing::ValuesIn(kChanges),
                         [](const auto& test) { return std::string(test.param.name); });

/// One wound to a valid alert.
struct Wound {
  std::string_view name;
  Kind kind;
  std::string_view pointer;  ///< RFC 6901.
  json value;                ///< Put there; discarded means that what stands there is removed.
};

const json kRemoved = json(json::value_t::discarded);

const Wound kWounds[] = {
    {"SurgeWithoutSurge", Kind::Surge, "/data/surge", kRemoved},
    {"SurgeWithAnArticle", Kind::Surge, "/data/article", {{"id", "a"}}},
    {"SurgeWithMatches", Kind::Surge, "/data/matches", json::array()},
    {"SurgeWithoutFrom", Kind::Surge, "/data/surge/from", kRemoved},
    {"NegativeExpected", Kind::Surge, "/data/surge/expected", -1},
    {"NothingSeen", Kind::Surge, "/data/surge/seen", 0},
    {"ProbabilityAboveOne", Kind::Surge, "/data/surge/probability", 1.1},
    {"LevelOfNone", Kind::Surge, "/data/surge/level", 0},
    {"NoStories", Kind::Surge, "/data/surge/stories", kRemoved},
    {"StoryWithoutId", Kind::Surge, "/data/surge/stories/0/id", kRemoved},
    {"DigestWithoutDigest", Kind::Digest, "/data/digest", kRemoved},
    {"DigestWithASurge", Kind::Digest, "/data/surge", json::object()},
    {"DigestOfNothing", Kind::Digest, "/data/digest/articles", 0},
    {"DigestWithoutList", Kind::Digest, "/data/digest/listed", kRemoved},
    {"ItemWithoutAlert", Kind::Digest, "/data/digest/listed/0/alert", kRemoved},
    {"ItemWithoutArticle", Kind::Digest, "/data/digest/listed/0/article", kRemoved},
    {"ItemWithEmptyTitle", Kind::Digest, "/data/digest/listed/0/article/title", ""},
    {"EmptySuppressed", Kind::Digest, "/data/suppressed", json::object()},
    {"NoneSuppressed", Kind::Digest, "/data/suppressed/copy", 0},
    {"SuppressedForNoReason", Kind::Digest, "/data/suppressed/Because", 1},
    {"RetractionOfNothing", Kind::Retraction, "/data/retracts", kRemoved},
    {"RetractionOfNoId", Kind::Retraction, "/data/retracts", "alert-1"},
    {"RetractionOfNoArticle", Kind::Retraction, "/data/article", kRemoved},
    {"RetractionWithAStory", Kind::Retraction, "/data/story", {{"id", "s"}}},
};

class WoundedRuleAlert : public testing::TestWithParam<Wound> {};

TEST_P(WoundedRuleAlert, IsRefusedByTheSchema) {
  const RuleAlerts all;
  json alert = json::parse(GetParam().kind == Kind::Surge    ? all.surge_alert().json
                           : GetParam().kind == Kind::Digest ? all.digest_alert().json
                                                             : all.retraction_alert().json);
  const json::json_pointer pointer{std::string(GetParam().pointer)};
  if (GetParam().value.is_discarded()) {
    ASSERT_TRUE(alert.contains(pointer));
    alert.at(pointer.parent_pointer()).erase(pointer.back());
  } else {
    alert[pointer] = GetParam().value;
  }
  EXPECT_THAT(schema_errors(alert), Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(Schema, WoundedRuleAlert, testing::ValuesIn(kWounds),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::alerts
