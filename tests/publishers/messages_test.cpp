#include "publishers/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/publishers/samples.h"

namespace newswatch::publishers {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(AlertMessage, IsKeyedByRuleAndTellsSubscribersEnoughToFilter) {
  const auto message = alert_message(sample_alert("{}"), sample_record(), {});
  EXPECT_EQ(message.topic, "newswatch.alerts");
  EXPECT_EQ(message.key, "antony-blinken");
  EXPECT_EQ(message.payload, "{}");
  EXPECT_THAT(
      message.headers,
      ElementsAre(Pair("content-type", "application/cloudevents+json; charset=UTF-8"),
                  Pair("newswatch-rule", "antony-blinken"), Pair("newswatch-kind", "official"),
                  Pair("newswatch-severity", "high"),
                  Pair("traceparent", "00-aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb-aaaaaaaaaaaaaaaa-00")));
}

TEST(AlertMessage, OfANearMissGoesToItsOwnTopicWhateverTheLabel) {
  auto near_miss = sample_alert("{}");
  near_miss.near_miss = true;
  const auto message = alert_message(near_miss, sample_record(),
                                     {.topic_label = "desk", .near_miss_topic = "near-misses"});
  EXPECT_EQ(message.topic, "near-misses");
}

struct Topic {
  std::string_view name;
  std::string label;
  std::string value;
  std::string topic;
};
const Topic kTopics[] = {
    {"NoLabelAskedFor", "", "americas", "newswatch.alerts"},
    {"LabelOfTheRule", "desk", "americas", "newswatch.alerts.americas"},
    {"OtherLabel", "team", "americas", "newswatch.alerts"},
    {"EmptyValue", "desk", "", "newswatch.alerts"},
    {"IllegalLetters", "desk", "Latin America/Süd", "newswatch.alerts.Latin-America-S--d"},
    {"TooLong", "desk", std::string(300, 'x'), "newswatch.alerts." + std::string(232, 'x')},
};
class AlertTopic : public testing::TestWithParam<Topic> {};
TEST_P(AlertTopic, FollowsTheLabel) {
  auto alert = sample_alert("{}");
  alert.rule.labels = {{"desk", GetParam().value}};
  EXPECT_EQ(alert_topic(alert.rule, {.topic_label = GetParam().label}), GetParam().topic);
}
INSTANTIATE_TEST_SUITE_P(Messages, AlertTopic, testing::ValuesIn(kTopics),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(AnnotationMessage, IsKeyedByArticleSoThatACompactedTopicKeepsTheNewest) {
  const auto message = annotation_message(sample_annotation("{}"), sample_record(),
                                          {.topic_label = "", .annotation_topic = "annotations"});
  EXPECT_EQ(message.topic, "annotations");
  EXPECT_EQ(message.key, "article-1");
  EXPECT_EQ(message.payload, "{}");
  EXPECT_THAT(
      message.headers,
      ElementsAre(Pair("content-type", "application/json"),
                  Pair("traceparent", "00-aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb-aaaaaaaaaaaaaaaa-00")));
}

TEST(TruncatedAnnotation, KeepsItsKeyAndSaysWhatIsMissing) {
  const auto message = truncated_annotation(
      annotation_message(sample_annotation(std::string(5000, 'x')), sample_record(), {}));
  EXPECT_EQ(message.key, "article-1");
  EXPECT_EQ(message.payload, alerts::truncated_annotation_json(ArticleId("article-1")));
  EXPECT_THAT(message.headers, testing::Contains(Pair("newswatch-truncated", "true")));
  EXPECT_THAT(message.headers,
              testing::Contains(Pair("newswatch-message", HasSubstr("annotation of 51"))));
}

TEST(DeadLetterMessage, KeepsTheBytesAndSaysWhereFromAndWhy) {
  const auto message = dead_letter_message(sample_record(), {ErrorCode::InvalidJson, "byte 6"}, {});
  EXPECT_EQ(message.topic, "newswatch.dead-letters");
  EXPECT_EQ(message.key, "key");
  EXPECT_EQ(message.payload, sample_record().payload);
  EXPECT_THAT(message.headers,
              ElementsAre(Pair("newswatch-topic", "articles"), Pair("newswatch-partition", "3"),
                          Pair("newswatch-offset", "42"), Pair("newswatch-code", "invalid_json"),
                          Pair("newswatch-message", "byte 6")));
}

TEST(TruncatedDeadLetter, SaysWhatIsMissing) {
  auto record = sample_record();
  record.key = std::string(5000, 'k');
  const auto message =
      truncated(dead_letter_message(record, {ErrorCode::InvalidJson, "byte 6"}, {}));
  EXPECT_EQ(message.key, "");
  EXPECT_EQ(message.payload, "");
  EXPECT_THAT(message.headers, testing::Contains(Pair("newswatch-truncated", "true")));
  EXPECT_THAT(message.headers, testing::Contains(Pair("newswatch-message",
                                                      HasSubstr("byte 6; payload of 7 bytes"))));
}

}  // namespace
}  // namespace newswatch::publishers
