#include "correlation/correlator.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "text/analyser.h"
#include "text/key_term_reader.h"

namespace newswatch::correlation {
namespace {

using nlohmann::json;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kFlood =
    "The river rose four metres in a night and took the old bridge at Lanwick with it. "
    "Firefighters "
    "brought sixty people out of the lower town in boats, the mayor said, and the school took in "
    "those who had nowhere else to go. Rain is expected until Thursday, and the weather service "
    "asked everybody below the weir to leave. Two roads into the valley are closed.";
constexpr std::string_view kStrike =
    "Dockers at three northern ports walked out on Monday over a plan to run cranes by remote "
    "control. Their union wants eleven per cent more pay and a promise that nobody loses work to a "
    "machine. Shipping companies sent four freighters to other harbours. Talks begin on Friday, "
    "and "
    "the labour minister offered to take the chair if both sides ask for it.";

Timestamp at(hours time) { return *parse_rfc3339("2026-03-02T06:00:00Z") + time; }

/// One article that the rule `floods` found, told as stage 1 tells it.
struct Told {
  std::string article;
  std::string_view body;
  hours time{0};
  std::string outlet = "ledger.example";
  std::string version = "";
  std::string title = "News from the valley";
};

DetectionMessage detection(const Told& told) {
  text::Analyser analyser;
  text::PrintMaker prints;
  text::KeyTermReader terms;
  const auto& analysis = analyser.analyse({told.title, told.body, ""});
  const auto id = fmt::format("alert-{}-{}", told.article, told.version);
  return {.alert = {.id = id,
                    .rule = {.id = RuleId("floods"),
                             .name = "Floods",
                             .severity = "high",
                             .labels = {},
                             .version = "1"},
                    .json = fmt::format(R"({{"id":"{}","data":{{"kind":"topic","reason":"So."}}}})",
                                        id)},
          .article = ArticleId(told.article),
          .version = told.version,
          .url = "",
          .title = told.title,
          .outlet = told.outlet,
          .published = at(told.time),
          .received = std::nullopt,
          .print = prints.make(analysis, ""),
          .terms = terms.read(analysis, "en")};
}

class CorrelatorTest : public testing::Test {
 protected:
  Outcome tell(const Message& message) { return correlator_.handle(message, rules_).value(); }
  Outcome tell(const Told& told) { return tell(detection(told)); }
  /// @return the alerts' `data`.
  std::vector<json> alerts(const Outcome& outcome) {
    std::vector<json> all;
    for (const auto& alert : outcome.alerts) all.push_back(json::parse(alert.json)["data"]);
    return all;
  }
  json story(const Told& told) { return alerts(tell(told)).at(0)["story"]; }
  Outcome volume(hours time, std::uint64_t articles) {
    return tell(VolumeMessage{.minute = at(time), .articles = articles, .highest = at(time)});
  }
  void ask(const rules::AlertOptions& options) { rules_ = RulesInForce({{"floods", options}}, {}); }
  /// @return one that has read what this one stored.
  Correlator restored() {
    Correlator other("/newswatch/test");
    for (const auto& change : stored_) {
      EXPECT_TRUE(other.restore(change.key, change.value
                                                ? std::optional<std::string_view>(*change.value)
                                                : std::nullopt));
    }
    return other;
  }
  void commit() {
    for (auto& change : correlator_.changes()) stored_.push_back(std::move(change));
    correlator_.commit();
  }

  RulesInForce rules_{{}, {}};
  Correlator correlator_{"/newswatch/test"};
  std::vector<StateChange> stored_;
};

TEST_F(CorrelatorTest, TellsFirstArticleCopyAndAnotherStoryApart) {
  const auto first = story({.article = "a", .body = kFlood});
  EXPECT_EQ(first["role"], "first");
  const auto copy = story(
      {.article = "b", .body = kFlood.substr(0, 300), .time = hours(2), .outlet = "b.example"});
  EXPECT_EQ(copy["role"], "copy");
  EXPECT_EQ(copy["copy_of"], "a");
  EXPECT_EQ(copy["id"], first["id"]);
  EXPECT_EQ(copy["articles"], 2);
  EXPECT_EQ(copy["outlets"], 1) << "a copy makes no outlet independent";
  const auto other = story({.article = "c", .body = kStrike, .title = "Ports stand still"});
  EXPECT_EQ(other["role"], "first");
  EXPECT_NE(other["id"], first["id"]);
}

TEST_F(CorrelatorTest, CallsANewVersionACorrectionOfItsAlert) {
  story({.article = "a", .body = kFlood});
  const auto outcome = tell(Told{.article = "a", .body = kFlood, .time = hours(1), .version = "2"});
  const auto corrected = alerts(outcome).at(0);
  EXPECT_EQ(corrected["story"]["role"], "correction");
  EXPECT_EQ(corrected["story"]["articles"], 1) << "it is the same article";
  EXPECT_EQ(corrected["retracts"], "alert-a-");
}

TEST_F(CorrelatorTest, SaysNothingTwice) {
  story({.article = "a", .body = kFlood});
  const auto again = tell(Told{.article = "a", .body = kFlood});
  EXPECT_THAT(again.alerts, IsEmpty());
  EXPECT_EQ(again.repeats, 1U);
}

TEST_F(CorrelatorTest, TakesBackTheAlertOfAWithdrawnArticle) {
  story({.article = "a", .body = kFlood});
  const ArticleNotice notice{
      .article = ArticleId("a"), .url = "", .title = "", .time = at(hours(1)), .met = {}};
  const auto retracted = alerts(tell(notice));
  ASSERT_THAT(retracted, SizeIs(1));
  EXPECT_EQ(retracted[0]["kind"], "retraction");
  EXPECT_EQ(retracted[0]["retracts"], "alert-a-");
  EXPECT_THAT(tell(notice).alerts, IsEmpty()) << "once";
}

TEST_F(CorrelatorTest, TakesNothingBackThatTheCorrectedArticleStillMeets) {
  story({.article = "a", .body = kFlood});
  EXPECT_THAT(tell(ArticleNotice{.article = ArticleId("a"),
                                 .url = "",
                                 .title = "",
                                 .time = at(hours(1)),
                                 .met = {RuleId("floods")}})
                  .alerts,
              IsEmpty());
}

TEST_F(CorrelatorTest, TakesNothingBackThatNobodyWasTold) {
  ask({.copies = rules::Copies::Suppress});
  story({.article = "a", .body = kFlood});
  const auto copy = tell(Told{.article = "b", .body = kFlood, .time = hours(1)});
  EXPECT_THAT(copy.alerts, IsEmpty());
  ASSERT_THAT(copy.suppressed, SizeIs(1));
  EXPECT_EQ(copy.suppressed[0].second, alerts::SuppressReason::Copy);
  ASSERT_THAT(copy.roles, SizeIs(1));  // counted, though nobody is told
  EXPECT_EQ(copy.roles[0], std::pair(RuleId("floods"), alerts::StoryRole::Copy));
  EXPECT_THAT(
      tell(ArticleNotice{
               .article = ArticleId("b"), .url = "", .title = "", .time = at(hours(2)), .met = {}})
          .alerts,
      IsEmpty());
}

TEST_F(CorrelatorTest, TellsInTheNextAlertWhatWasKeptBack) {
  ask({.copies = rules::Copies::Suppress});
  story({.article = "a", .body = kFlood});
  tell(Told{.article = "b", .body = kFlood, .time = hours(1)});
  const auto next = alerts(tell(Told{.article = "c", .body = kStrike, .time = hours(2)})).at(0);
  EXPECT_EQ(next["suppressed"]["copy"], 1);
}

TEST_F(CorrelatorTest, TellsADigestWhenTheStreamsTimeHasCome) {
  ask({.digest_every = hours(6)});
  EXPECT_THAT(tell(Told{.article = "a", .body = kFlood}).alerts, IsEmpty());
  EXPECT_THAT(volume(hours(5), 10).alerts, IsEmpty());
  const auto digests = alerts(volume(hours(7), 10));
  ASSERT_THAT(digests, SizeIs(1));
  EXPECT_EQ(digests[0]["kind"], "digest");
  EXPECT_EQ(digests[0]["digest"]["articles"], 1);
}

TEST_F(CorrelatorTest, ForgetsArticlesAndStoriesInTime) {
  const auto first = story({.article = "a", .body = kFlood});
  volume(hours(24 * 9), 10);
  EXPECT_EQ(correlator_.articles(), 0U);
  EXPECT_EQ(story({.article = "b", .body = kFlood, .time = hours(24 * 9)})["role"], "first");
  const auto left = correlator_.changes();
  EXPECT_EQ(std::ranges::count_if(left, [](const auto& change) { return !change.value; }), 0)
      << "what came and went since the last commit was never stored";
}

TEST_F(CorrelatorTest, RemembersWhatCameLateAsLongAsWhatCameInTime) {
  volume(hours(24 * 365), 10);
  const auto first = story({.article = "a", .body = kFlood});
  volume(hours(24 * 365 + 48), 10);
  EXPECT_EQ(story({.article = "b", .body = kFlood, .time = hours(2)})["copy_of"], "a");
  volume(hours(24 * 365 + 24 * 9), 10);
  EXPECT_EQ(correlator_.articles(), 0U);
}

TEST_F(CorrelatorTest, KnowsAfterARestoreWhatItKnewBefore) {
  const auto first = story({.article = "a", .body = kFlood});
  commit();
  story({.article = "c", .body = kStrike, .title = "Ports stand still"});
  commit();
  auto other = restored();
  const Message copy = detection({.article = "b", .body = kFlood, .time = hours(2)});
  const auto here = correlator_.handle(copy, rules_).value();
  const auto there = other.handle(copy, rules_).value();
  ASSERT_THAT(there.alerts, SizeIs(1));
  EXPECT_EQ(there.alerts[0].json, here.alerts[0].json);
  EXPECT_EQ(other.articles(), correlator_.articles());
}

TEST_F(CorrelatorTest, UndoesAllThatWasNotCommitted) {
  ask({.throttle = rules::Throttle{2, hours(24)}});
  story({.article = "a", .body = kFlood});
  commit();
  const std::vector<Message> more = {
      detection({.article = "b", .body = kFlood, .time = hours(2)}),
      detection({.article = "c", .body = kStrike, .time = hours(3)}),
      VolumeMessage{.minute = at(hours(90)), .articles = 3, .highest = at(hours(90))}};
  std::vector<std::string> once;
  for (const auto& message : more) {
    for (const auto& alert : tell(message).alerts) once.push_back(alert.json);
  }
  correlator_.undo();
  EXPECT_THAT(correlator_.changes(), IsEmpty());
  EXPECT_EQ(correlator_.articles(), 1U);
  std::vector<std::string> twice;
  for (const auto& message : more) {
    for (const auto& alert : tell(message).alerts) twice.push_back(alert.json);
  }
  EXPECT_EQ(once, twice);
}

TEST_F(CorrelatorTest, ToldSurgesAreThoseOfManyStoriesByManyOutlets) {
  rules_ = RulesInForce({}, {{.summary = {.id = RuleId("flood-surge"),
                                          .name = "Flood surge",
                                          .severity = "high",
                                          .labels = {},
                                          .version = "1"},
                              .options = {},
                              .of = "floods"}});
  std::size_t surges = 0;
  const auto count_surges = [&](const Outcome& outcome) {
    for (const auto& alert : outcome.alerts)
      surges += json::parse(alert.json)["data"]["kind"] == "surge" ? 1 : 0;
  };
  constexpr int kQuietHours = 24 * 15;
  for (int hour = 0; hour < kQuietHours; ++hour) {
    if (hour % 12 == 0)
      count_surges(tell(Told{.article = fmt::format("quiet-{}", hour),
                             .body = fmt::format("Number{} stands alone in town{}.", hour, hour),
                             .time = hours(hour),
                             .title = fmt::format("Quiet{} day{}", hour, hour)}));
    count_surges(volume(hours(hour), 100));
  }
  EXPECT_EQ(surges, 0U);
  for (int number = 0; number < 40; ++number)
    count_surges(tell(
        Told{.article = fmt::format("loud-{}", number),
             .body = fmt::format("Dam{} breaks by mill{}. Farm{} burns.", number, number, number),
             .time = hours(kQuietHours),
             .outlet = fmt::format("outlet{}.example", number),
             .title = fmt::format("Dam{} mill{}", number, number)}));
  count_surges(volume(hours(kQuietHours), 100));
  count_surges(volume(hours(kQuietHours + 2), 100));
  EXPECT_EQ(surges, 1U);
}

TEST_F(CorrelatorTest, RefusesWhatNoFirstStageMakes) {
  DetectionMessage broken = detection({.article = "a", .body = kFlood});
  broken.alert.json = "{";
  const auto outcome = correlator_.handle(broken, rules_);
  ASSERT_FALSE(outcome);
  EXPECT_THAT(correlator_.changes(), IsEmpty());
}

TEST_F(CorrelatorTest, RefusesStateThatItCanNotRead) {
  EXPECT_FALSE(correlator_.restore("?", "value"));
  EXPECT_FALSE(correlator_.restore(encode(StateKey{StateKind::Copies, "floods", "a"}), "?"));
  EXPECT_FALSE(correlator_.restore(encode(StateKey{StateKind::Stream, "", ""}), "?"));
  EXPECT_TRUE(
      correlator_.restore(encode(StateKey{StateKind::Copies, "floods", "a"}), std::nullopt));
}

}  // namespace
}  // namespace newswatch::correlation
