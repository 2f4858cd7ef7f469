#include "alerts/alert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "alerts/explanation.h"
#include "alerts/json_fields.h"
#include "base/utf8.h"
#include "tests/alerts/samples.h"
#include "tests/alerts/schema.h"

namespace newswatch::alerts {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kSource = "/newswatch/test";

json alert_of(const Sample& sample, const Detection& detection) {
  return json::parse(make_alert(sample.article, sample.findings, detection, kSource).json);
}

TEST(Alert, IsAValidCloudEvent) {
  const Sample sample;
  for (const Detection* detection : {&sample.topic(), &sample.official()}) {
    EXPECT_THAT(schema_errors(alert_of(sample, *detection)), IsEmpty());
  }
}

TEST(Alert, CarriesWhatItSaysInJson) {
  const Sample sample;
  const Alert alert = make_alert(sample.article, sample.findings, sample.topic(), kSource);
  const json event = json::parse(alert.json);
  EXPECT_EQ(event["id"], alert.id);
  EXPECT_EQ(alert.kind, Kind::Topic);
  EXPECT_EQ(alert.rule.id, sample.topic_rule.id);
  EXPECT_EQ(event["source"], kSource);
  EXPECT_EQ(event["subject"], "fentanyl-policy");
  EXPECT_EQ(event["time"], "2023-06-18T10:00:00Z");
  EXPECT_EQ(event["data"]["kind"], "topic");
  EXPECT_EQ(event["data"]["rule"]["severity"], "high");
  EXPECT_EQ(event["data"]["rule"]["labels"], (json{{"desk", "americas"}, {"a", "b"}}));
  EXPECT_EQ(event["data"]["article"]["source"],
            (json{{"name", "The Example"}, {"domain", "news.example"}, {"country", "GB"}}));
  EXPECT_EQ(event["data"]["article"]["received_at"], "2023-06-18T10:00:05.250Z");
  EXPECT_FALSE(event["data"].contains("officials"));
}

TEST(Alert, MarksWhatIsNoUtf8) {
  Sample sample;
  sample.article.url = "https://news.example/caf\xE9\x01";
  EXPECT_EQ(alert_of(sample, sample.topic())["data"]["article"]["url"],
            "https://news.example/caf\uFFFD\x01");
}

TEST(Alert, EscapesEachControlCharacterWhereverItStands) {
  Sample sample;
  for (char control = 1; control < ' '; ++control) {
    for (std::size_t at = 0; at < 40; ++at) {
      sample.article.url = std::string(40, 'a');
      sample.article.url[at] = control;
      EXPECT_EQ(alert_of(sample, sample.topic())["data"]["article"]["url"], sample.article.url);
    }
  }
}

TEST(Alert, TellsTheOfficeOfTheFirstMentionAndHowTheSurestWasResolved) {
  Sample sample;
  auto& mentions = sample.findings.mentions;
  const auto& indexes = sample.official().mention_indexes;
  ASSERT_GE(indexes.size(), 2U);
  mentions[indexes[0]].role = "Adviser";
  mentions[indexes[0]].confidence = 0.6;
  mentions[indexes[1]].role = "Minister";
  mentions[indexes[1]].resolved_by = "full_name";
  mentions[indexes[1]].confidence = 0.99;
  const json official = alert_of(sample, sample.official())["data"]["officials"][0];
  EXPECT_EQ(official["role"], "Adviser");
  EXPECT_EQ(official["resolved_by"], "full_name");
  EXPECT_EQ(official["confidence"], 0.99);
}

TEST(Alert, OfATopicWithWeightsCarriesItsScore) {
  const Sample sample;
  Detection weighed = sample.topic();
  weighed.score = Score{15, 10};
  const json event = alert_of(sample, weighed);
  EXPECT_EQ(event["data"]["score"], 15);
  EXPECT_EQ(event["data"]["threshold"], 10);
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_FALSE(alert_of(sample, sample.topic())["data"].contains("score"));
}

TEST(Alert, CarriesAnExplanationWhereItIsGiven) {
  const Sample sample;
  Explanation explanation{.clause = "fentanyl AND china", .matched = true, .hits = {}, .parts = {}};
  explanation.parts.push_back({.clause = "fentanyl",
                               .matched = true,
                               .hits = {sample.topic().matches[0].place},
                               .parts = {}});
  const json event = json::parse(
      make_alert(sample.article, sample.findings, sample.topic(), kSource, &explanation).json);
  EXPECT_THAT(schema_errors(event), IsEmpty());
  const json& part = event["data"]["explanation"]["parts"][0];
  EXPECT_EQ(part["clause"], "fentanyl");
  EXPECT_EQ(part["hits"][0]["text"], "fentanyl");
  EXPECT_FALSE(alert_of(sample, sample.topic())["data"].contains("explanation"));
}

TEST(NearMiss, IsAnEventOfItsOwnTypeWithWhatWasMissed) {
  const Sample sample;
  const NearMiss near_miss{sample.topic(), "tin"};
  const Explanation explanation{.clause = "fentanyl AND tin", .hits = {}, .parts = {}};
  const Alert alert =
      make_near_miss(sample.article, sample.findings, near_miss, kSource, explanation);
  const json event = json::parse(alert.json);
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_TRUE(alert.near_miss);
  EXPECT_EQ(event["type"], "newswatch.near_miss.v1");
  EXPECT_EQ(event["data"]["missed"], "tin");
  EXPECT_EQ(event["data"]["explanation"]["clause"], "fentanyl AND tin");
  EXPECT_THAT(event["data"]["reason"].get<std::string>(),
              testing::EndsWith("as the topic " + sample.topic_rule.name +
                                " asks, but does not meet tin."));
  EXPECT_NE(alert.id, make_alert(sample.article, sample.findings, sample.topic(), kSource).id);
}

TEST(NearMiss, TellsOfPointsWhereTheyWereMissing) {
  Sample sample;
  sample.topic().score = Score{.points = 8, .threshold = 10};
  const NearMiss near_miss{sample.topic(), "score>=10 { fentanyl^8 tin^2 }"};
  const json event =
      json::parse(make_near_miss(sample.article, sample.findings, near_miss, kSource, {}).json);
  EXPECT_THAT(event["data"]["reason"].get<std::string>(),
              testing::HasSubstr("comes to 8 of the 10 points"));
}

TEST(Alert, KeepsItsKeysInTheOrderOfTheContract) {
  const Sample sample;
  const auto text = make_alert(sample.article, sample.findings, sample.topic(), kSource).json;
  EXPECT_THAT(text, testing::StartsWith(R"({"specversion":"1.0","id":")"));
  EXPECT_LT(text.find("\"desk\""), text.find("\"a\":")) << "labels stay in the order of the file";
  EXPECT_EQ(text.find('\n'), std::string::npos);
}

/// Calls `use` with every object of `value` that is a place.
void each_place(const json& value, const std::function<void(const json&)>& use) {
  if (value.is_object() && value.contains("begin")) use(value);
  if (value.is_structured()) {
    for (const auto& part : value) each_place(part, use);
  }
}

TEST(Alert, TextIsExactlyTheBytesAtItsOffsets) {
  const Sample sample;
  int places = 0;
  for (const Detection* detection : {&sample.topic(), &sample.official()}) {
    each_place(alert_of(sample, *detection), [&](const json& place) {
      const std::string& field =
          place["field"] == "title" ? sample.article.title : sample.article.body;
      const std::size_t begin = place["begin"], end = place["end"];
      EXPECT_EQ(place["text"], field.substr(begin, end - begin));
      ++places;
    });
  }
  EXPECT_GE(places, 11);
}

TEST(Alert, HasTheSameBytesEveryTime) {
  const Sample one, other;
  EXPECT_EQ(make_alert(one.article, one.findings, one.official(), kSource).json,
            make_alert(other.article, other.findings, other.official(), kSource).json);
}

TEST(AlertId, IsMadeOfRuleAndArticleAndTheirVersions) {
  Sample sample;
  const auto id = [&] {
    return make_alert(sample.article, sample.findings, sample.topic(), kSource).id;
  };
  std::vector<std::string> ids = {id()};
  for (std::string* part : {&sample.topic_rule.id.value, &sample.topic_rule.version,
                            &sample.article.id.value, &sample.article.version}) {
    *part += "x";
    ids.push_back(id());
  }
  for (const std::string& one : ids) EXPECT_EQ(std::ranges::count(ids, one), 1);
}

TEST(AlertId, IsMadeOfNothingElse) {
  Sample sample;
  const auto alert = make_alert(sample.article, sample.findings, sample.topic(), kSource);
  sample.article.received_at.reset();
  sample.article.title += " again";
  sample.topic_rule.name = "Another name";
  sample.topic().matches.pop_back();
  const auto other = make_alert(sample.article, sample.findings, sample.topic(), "/newswatch/b");
  EXPECT_EQ(alert.id, other.id);
  EXPECT_NE(alert.json, other.json);
}

TEST(Alert, LeavesOutWhatTheArticleDoesNotSay) {
  Sample sample;
  articles::Article& article = sample.article;
  article.version.clear();
  article.url.clear();
  article.source = {};
  article.lang.clear();
  article.published_at.reset();
  article.received_at.reset();
  article.date_doubt = articles::DateDoubt::Missing;
  const json event = alert_of(sample, sample.topic());
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_EQ(event["data"]["article"], (json{{"id", "article-1"}, {"title", article.title}}));
  EXPECT_FALSE(event.contains("time"));
}

TEST(Alert, LeavesOutAnEmptyTitle) {
  Sample sample;
  sample.topic().matches.erase(sample.topic().matches.begin());
  sample.article.title.clear();
  const json event = alert_of(sample, sample.topic());
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_FALSE(event["data"]["article"].contains("title"));
}

TEST(Alert, NamesThePartsOfASourceThatAreThere) {
  Sample sample;
  sample.article.source = {"", "news.example", ""};
  EXPECT_EQ(alert_of(sample, sample.topic())["data"]["article"]["source"],
            (json{{"domain", "news.example"}}));
}

TEST(AlertTime, IsTheArrivalWhereTheDateIsInDoubt) {
  Sample sample;
  sample.article.date_doubt = articles::DateDoubt::InTheFuture;
  const json event = alert_of(sample, sample.topic());
  EXPECT_EQ(event["time"], "2023-06-18T10:00:05.250Z");
  EXPECT_EQ(event["data"]["article"]["published_at"], "2023-06-18T10:00:00Z") << "as it says";
}

TEST(AlertOfAnOfficial, HasOneEntryOfThePersonWithEveryMention) {
  const Sample sample;
  const json officials = alert_of(sample, sample.official())["data"]["officials"];
  ASSERT_EQ(officials.size(), 1U);
  EXPECT_EQ(officials[0]["id"], "antony-blinken");
  EXPECT_EQ(officials[0]["role"], "Secretary of State");
  EXPECT_TRUE(officials[0]["former_role"].is_null());
  EXPECT_EQ(officials[0]["country"], "US");
  EXPECT_EQ(officials[0]["resolved_by"], "full_name") << "of the surest mention";
  EXPECT_EQ(officials[0]["confidence"], 0.98);
  ASSERT_EQ(officials[0]["mentions"].size(), 2U);
  EXPECT_EQ(officials[0]["mentions"][0]["text"], "Blinken");
  EXPECT_EQ(officials[0]["mentions"][1]["text"], "Antony Blinken");
}

TEST(AlertOfAnOfficial, NamesTheFormerRole) {
  Sample sample;
  for (Mention& mention : sample.findings.mentions) {
    mention.former_role = mention.role;
    mention.role = "";
  }
  const json event = alert_of(sample, sample.official());
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_TRUE(event["data"]["officials"][0]["role"].is_null());
  EXPECT_EQ(event["data"]["officials"][0]["former_role"], "Secretary of State");
  EXPECT_EQ(event["data"]["reason"],
            "Antony Blinken, former Secretary of State, is mentioned 2 times.");
}

TEST(AlertOfAnOfficial, LeavesOutAnUnknownOffice) {
  Sample sample;
  for (Mention& mention : sample.findings.mentions) mention.role = mention.country = "";
  const json event = alert_of(sample, sample.official());
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_TRUE(event["data"]["officials"][0]["role"].is_null());
  EXPECT_TRUE(event["data"]["officials"][0]["former_role"].is_null());
  EXPECT_FALSE(event["data"]["officials"][0].contains("country"));
  EXPECT_EQ(event["data"]["reason"], "Antony Blinken is mentioned 2 times.");
}

TEST(Reason, NamesTheWordsOfATopicOnce) {
  const Sample sample;
  EXPECT_EQ(alert_of(sample, sample.topic())["data"]["reason"],
            "The article has \"fentanyl\", \"cooperate\", as the topic Fentanyl policy asks.");
}

TEST(Reason, NamesFiveWordsAtMost) {
  Sample sample;
  sample.topic().matches.clear();
  for (const auto* word : {"Blinken", "urges", "China", "to", "act"}) {
    sample.topic().matches.push_back({place_of(sample.article, Field::Title, word), word});
  }
  EXPECT_THAT(alert_of(sample, sample.topic())["data"]["reason"].get<std::string>(),
              HasSubstr("\"act\", as the topic"));
  sample.topic().matches.push_back({place_of(sample.article, Field::Title, "on"), "on"});
  EXPECT_THAT(alert_of(sample, sample.topic())["data"]["reason"].get<std::string>(),
              HasSubstr("\"act\" and others, as the topic"));
}

TEST(Reason, CountsMentions) {
  Sample sample;
  EXPECT_EQ(alert_of(sample, sample.official())["data"]["reason"],
            "Antony Blinken, Secretary of State, is mentioned 2 times.");
  sample.official().mention_indexes = {1};
  EXPECT_EQ(alert_of(sample, sample.official())["data"]["reason"],
            "Antony Blinken, Secretary of State, is mentioned once.");
}

}  // namespace
}  // namespace newswatch::alerts
