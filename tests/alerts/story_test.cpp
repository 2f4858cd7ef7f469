#include "alerts/story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "alerts/alert.h"
#include "alerts/json_text.h"
#include "tests/alerts/samples.h"
#include "tests/alerts/schema.h"

namespace newswatch::alerts {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kSource = "/newswatch/test";

std::string alert_of(const Sample& sample) {
  return make_alert(sample.article, sample.findings, sample.topic(), kSource).json;
}

Suppressed suppressed_of(SuppressReason reason, std::uint64_t count) {
  Suppressed suppressed;
  suppressed.add(reason, count);
  return suppressed;
}

TEST(AlertWithStory, TellsOfTheStoryBeforeItsReason) {
  const Sample sample;
  const auto text = with_story(
      alert_of(sample), {.id = "s1", .role = StoryRole::Update, .articles = 12, .outlets = 7},
      suppressed_of(SuppressReason::Throttled, 3));
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr(R"(,"story":{"id":"s1","role":"update","articles":12,"outlets":7},)"
                               R"("suppressed":{"throttled":3},"reason":"The article)"));
  EXPECT_THAT(schema_errors(json::parse(*text)), IsEmpty());
}

TEST(AlertWithStory, IsOtherwiseTheSame) {
  const Sample sample;
  const std::string before = alert_of(sample);
  json event = json::parse(with_story(before, {.id = "s1"}, {}).value());
  event["data"].erase("story");
  EXPECT_EQ(event, json::parse(before));
}

TEST(AlertWithStory, NamesWhatACopyCopies) {
  const Sample sample;
  const StoryPart copy{.id = "s1", .role = StoryRole::Copy, .copy_of = ArticleId("article-0")};
  const json event = json::parse(with_story(alert_of(sample), copy, {}).value());
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_EQ(event["data"]["story"]["copy_of"], "article-0");
  EXPECT_FALSE(event["data"].contains("suppressed"));
}

TEST(AlertWithStory, NamesTheAlertThatACorrectionReplaces) {
  const Sample sample;
  const StoryPart correction{
      .id = "s1", .role = StoryRole::Correction, .corrects = "0123456789abcdef0123456789abcdef"};
  const json event = json::parse(with_story(alert_of(sample), correction, {}).value());
  EXPECT_THAT(schema_errors(event), IsEmpty());
  EXPECT_EQ(event["data"]["retracts"], correction.corrects);
}

/// What a reason quotes may look like the end of an alert.
TEST(AlertWithStory, IsNotMisledByWhatTheArticleSays) {
  Sample sample;
  for (const std::string text :
       {R"(","reason":"x"}})", R"(\","reason":"x)", R"(\)", R"("}})", R"(\\"}})", "é “x”\n\x01"}) {
    sample.topic_rule.name = text;
    sample.article.title += " " + text;
    const std::string before = alert_of(sample);
    const auto after = with_story(before, {.id = text}, {});
    ASSERT_TRUE(after) << text;
    json event = json::parse(*after);
    EXPECT_EQ(event["data"]["story"]["id"], text);
    event["data"].erase("story");
    EXPECT_EQ(event, json::parse(before));
  }
}

TEST(AlertWithStory, TakesTextsThatAreNotUtf8) {
  const Sample sample;
  const auto text = with_story(alert_of(sample), {.id = "s\xFF"}, {});
  EXPECT_EQ(json::parse(text.value())["data"]["story"]["id"], "s\xEF\xBF\xBD");
}

struct Case {
  std::string_view name;
  std::string_view json;
};
const Case kBroken[] = {
    {"Nothing", ""},
    {"OtherJson", "{}"},
    {"NoReason", R"({"data":{"kind":"topic"}})"},
    {"Cut", R"({"data":{"kind":"topic","reason":"The arti)"},
    {"ReasonIsNotLast", R"({"data":{"kind":"topic","reason":"x","more":"y"}})"},
    {"ReasonOfAnInnerObject", R"({"data":{"a":{"kind":"topic","reason":"x"},"b":{"c":"d"}})"},
    {"LineBreakBehind", "{\"data\":{\"kind\":\"topic\",\"reason\":\"x\"}}\n"},
    {"OverlappingEnd", R"({"data":{"kind":"topic","reason":"}})"},
    {"QuoteThatDoesNotEnd", R"({"data":{"kind":"topic","reason":"x\"}})"},
};

class BrokenAlert : public testing::TestWithParam<Case> {};

TEST_P(BrokenAlert, GetsNoStory) {
  EXPECT_FALSE(check_alert(GetParam().json));
  const auto text = with_story(GetParam().json, {.id = "s1"}, {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::InvalidJson);
}

INSTANTIATE_TEST_SUITE_P(Alerts, BrokenAlert, testing::ValuesIn(kBroken),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Suppressed, HasANameForEveryReason) {
  Suppressed all;
  for (std::size_t i = 0; i < kSuppressReasons; ++i) all.add(static_cast<SuppressReason>(i), i + 1);
  EXPECT_EQ(json_object([&](JsonText& object) { put_suppressed(object, all); }),
            R"({"suppressed":{"copy":1,"not_first":2,"below_threshold":3,"throttled":4,)"
            R"("quiet_hours":5,"digest":6}})");
  Suppressed twice = all;
  twice.add(all);
  EXPECT_EQ(twice.of(SuppressReason::Throttled), 8U);
  EXPECT_FALSE(all.is_empty());
  EXPECT_TRUE(Suppressed().is_empty());
}

}  // namespace
}  // namespace newswatch::alerts
