#include "correlation/messages.h"

#include <gtest/gtest.h>

#include "correlation/state_record.h"

namespace newswatch::correlation {
namespace {

DetectionMessage sample() {
  DetectionMessage detection;
  detection.alert = {.id = "alert-1",
                     .kind = alerts::Kind::Statement,
                     .rule = {.id = RuleId("floods"),
                              .name = "Floods",
                              .severity = "high",
                              .labels = {{"desk", "home"}},
                              .version = "v1"},
                     .json = R"({"data":{"reason":"So."}})"};
  detection.article = ArticleId("a");
  detection.version = "2";
  detection.url = "https://ledger.example/a";
  detection.title = "A flood";
  detection.outlet = "ledger.example";
  detection.published = parse_rfc3339("2026-03-02T06:00:00Z");
  detection.print.url = 7;
  detection.terms.terms = {{.hash = 1, .count = 2}, {.hash = 9, .in_title = true}};
  return detection;
}

TEST(Messages, AreReadAsTheyWereWritten) {
  const DetectionMessage detection = sample();
  const auto read = decode_message(encode(detection));
  ASSERT_TRUE(read);
  const auto& got = std::get<DetectionMessage>(*read);
  EXPECT_EQ(got.alert.id, detection.alert.id);
  EXPECT_EQ(got.alert.kind, detection.alert.kind);
  EXPECT_EQ(got.alert.rule.labels, detection.alert.rule.labels);
  EXPECT_EQ(got.alert.rule.version, "v1");
  EXPECT_EQ(got.alert.json, detection.alert.json);
  EXPECT_EQ(got.article, detection.article);
  EXPECT_EQ(got.published, detection.published);
  EXPECT_EQ(got.received, std::nullopt);
  EXPECT_EQ(got.print, detection.print);
  EXPECT_EQ(got.terms, detection.terms);

  const ArticleNotice notice{.article = ArticleId("a"),
                             .url = "u",
                             .title = "t",
                             .time = std::nullopt,
                             .met = {RuleId("x"), RuleId("y")}};
  const auto told = std::get<ArticleNotice>(decode_message(encode(notice)).value());
  EXPECT_EQ(told.met, notice.met);
  EXPECT_EQ(told.time, std::nullopt);

  const VolumeMessage volume{
      .minute = *detection.published, .articles = 12, .highest = *detection.published};
  const auto counted = std::get<VolumeMessage>(decode_message(encode(volume)).value());
  EXPECT_EQ(counted.minute, volume.minute);
  EXPECT_EQ(counted.articles, 12U);
}

TEST(Messages, AreRefusedWhereTheyAreCutOrGoOn) {
  const std::string bytes = encode(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_message(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(decode_message(bytes + "x"));
}

TEST(StateKeys, AreReadAsTheyWereWritten) {
  for (const StateKey& key :
       {StateKey{StateKind::Copies, "floods", "a\0b"}, StateKey{StateKind::Stream, "", ""}}) {
    const auto read = decode_state_key(encode(key));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, key);
  }
  EXPECT_FALSE(decode_state_key(""));
  EXPECT_FALSE(decode_state_key(std::string_view("\x01\x00\x00\x00", 4)));
  EXPECT_FALSE(decode_state_key(std::string_view("\x01\x07\x00\x00", 4)));
}

}  // namespace
}  // namespace newswatch::correlation
