#include "correlation/throttling/decision.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <vector>

#include "alerts/json_text.h"
#include "rules/rule_files.h"

namespace newswatch::correlation {
namespace {

using alerts::StoryRole;
using alerts::Suppressed;
using alerts::SuppressReason;
using testing::ElementsAre;

/// @param keys  as in a rule file.
rules::AlertOptions options_of(std::string_view keys) {
  rules::Problems problems;
  const auto read = rules::read_rules(fmt::format("topics: [{{id: a, name: A, {}}}]", keys),
                                      "rules", {"topics"}, problems);
  for (const auto& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  return read.at(0).options;
}

/// @param text  day of November 2026, and time: `26 22:00`.
Timestamp at(std::string_view text) {
  return parse_rfc3339(fmt::format("2026-11-{}T{}:00Z", text.substr(0, 2), text.substr(3))).value();
}

std::string time_text(Timestamp time) {
  const auto text = format_rfc3339(time);
  return text.substr(8, 2) + " " + text.substr(11, 5);
}

std::string text_of(const Suppressed& suppressed) {
  if (suppressed.is_empty()) return "";
  const auto told =
      alerts::json_object([&](alerts::JsonText& json) { put_suppressed(json, suppressed); });
  return " " + nlohmann::ordered_json::parse(told)["suppressed"].dump();
}

/// One rule over time: what it remembers goes through its binary form between any two steps.
class Rule {
 public:
  explicit Rule(std::string_view keys) : options_(options_of(keys)) {}

  /// @return the digest whose time has come: `digest 26 06:00 - 26 12:00 of 2: a b`.
  std::vector<std::string> digests(Timestamp now) {
    std::vector<std::string> told;
    const auto digest = due(entry_, now);
    if (!digest) return told;
    if (const auto& part = digest->digest) {
      auto text = fmt::format("digest {} - {} of {}:", time_text(part->from), time_text(part->to),
                              part->articles);
      for (const auto& item : part->listed) text += " " + item.article.value;
      told.push_back(text + text_of(digest->suppressed));
    } else {
      told.emplace_back("no digest");
    }
    keep(digest->after);
    return told;
  }

  /// @return what became of the alert: `publish {"copy":1}`, `hold digest`, `suppress throttled`.
  std::string raise(const RaisedAlert& alert, Timestamp now) {
    const Decision decision = decide(options_, entry_, alert, now);
    keep(decision.after);
    if (decision.verdict == Verdict::Publish) return "publish" + text_of(decision.suppressed);
    EXPECT_TRUE(decision.suppressed.is_empty());
    return fmt::format("{} {}", decision.verdict == Verdict::Hold ? "hold" : "suppress",
                       name_of(decision.reason));
  }

  const ThrottleEntry& entry() const { return entry_; }

 private:
  void keep(const ThrottleEntry& entry) {
    entry_ = decode_throttle_entry(encode(entry)).value();
    EXPECT_EQ(entry_, entry);
  }

  rules::AlertOptions options_;
  ThrottleEntry entry_;
};

RaisedAlert alert_of(StoryRole role, const std::string& story, const std::string& article) {
  return {.role = role,
          .story = story,
          .item = {.alert_id = "id", .article = ArticleId(article), .url = "", .title = ""}};
}

/// Something happens to a rule, and what comes of it.
struct Step {
  std::string_view time;  ///< See `at`.
  std::string_view what;  ///< Role and story: `first s`; or `clock`, when only time goes by.
  std::vector<std::string> outcome;
};

struct Case {
  std::string_view name;
  std::string_view options;
  std::vector<Step> steps;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

const Case kCases[] = {
    {"EveryMatchAlertsByDefault",
     "",
     {{"26 10:00", "first s", {"publish"}},
      {"26 10:00", "update s", {"publish"}},
      {"26 10:00", "copy s", {"publish"}},
      {"26 10:00", "correction s", {"publish"}}}},
    {"UpdatesLeaveOutCopies",
     "alert_on: updates",
     {{"26 10:00", "first s", {"publish"}},
      {"26 10:01", "copy s", {"suppress copy"}},
      {"26 10:02", "copy s", {"suppress copy"}},
      {"26 10:03", "update s", {R"(publish {"copy":2})"}},
      {"26 10:04", "update s", {"publish"}}}},
    {"FirstsLeaveOutTheRest",
     "alert_on: first",
     {{"26 10:00", "first s", {"publish"}},
      {"26 10:01", "copy s", {"suppress copy"}},
      {"26 10:02", "update s", {"suppress not_first"}},
      {"26 10:03", "first t", {R"(publish {"copy":1,"not_first":1})"}},
      {"26 10:04", "first u", {"publish"}}}},
    {"CopiesAreToldByTheNextAlertOfTheRule",
     "copies: suppress",
     {{"26 10:00", "copy s", {"suppress copy"}},
      {"26 10:01", "first t", {R"(publish {"copy":1})"}}}},
    {"CopiesAreToldByTheNextAlertOfTheirStory",
     "copies: update",
     {{"26 10:00", "copy s", {"suppress copy"}},
      {"26 10:01", "copy t", {"suppress copy"}},
      {"26 10:02", "copy s", {"suppress copy"}},
      {"26 10:03", "first u", {"publish"}},
      {"26 10:04", "update s", {R"(publish {"copy":2})"}},
      {"26 10:05", "update s", {"publish"}},
      {"26 10:06", "correction t", {R"(publish {"copy":1})"}}}},
    {"ThrottleCountsAnyStretch",
     "throttle: {at_most: 2, per: 1h}",
     {{"26 10:00", "first s", {"publish"}},
      {"26 10:50", "first s", {"publish"}},
      {"26 10:59", "first s", {"suppress throttled"}},
      {"26 11:00", "first s", {R"(publish {"throttled":1})"}},
      {"26 11:49", "first s", {"suppress throttled"}},
      {"26 11:50", "first s", {R"(publish {"throttled":1})"}}}},
    {"CorrectionsPassTheThrottleUncounted",
     "throttle: {at_most: 2, per: 1h}",
     {{"26 10:00", "first s", {"publish"}},
      {"26 10:01", "correction s", {"publish"}},
      {"26 10:02", "first t", {"publish"}},
      {"26 10:03", "first u", {"suppress throttled"}},
      {"26 10:04", "correction t", {R"(publish {"throttled":1})"}}}},
    {"LateAlertsCountAsIfTheyCameNow",
     "throttle: {at_most: 2, per: 1h}",
     {{"26 10:00", "first s", {"publish"}},
      {"25 03:00", "first t", {"publish"}},
      {"26 09:00", "first u", {"suppress throttled"}},
      {"26 10:59", "first v", {"suppress throttled"}},
      {"26 11:00", "first w", {R"(publish {"throttled":2})"}}}},
    {"ThresholdTellsHowManyCameBefore",
     "threshold: {count: 3, within: 1h}",
     {{"26 10:00", "first s", {"suppress below_threshold"}},
      {"26 10:30", "first t", {"suppress below_threshold"}},
      {"26 10:59", "first u", {R"(publish {"below_threshold":2})"}},
      {"26 11:10", "first v", {"publish"}},
      {"26 12:05", "first w", {"suppress below_threshold"}}}},
    {"ThresholdForgets",
     "threshold: {count: 3, within: 1h}",
     {{"26 10:00", "first s", {"suppress below_threshold"}},
      {"26 10:30", "first t", {"suppress below_threshold"}},
      {"26 11:00", "first u", {"suppress below_threshold"}},
      {"26 11:29", "first v", {R"(publish {"below_threshold":3})"}}}},
    {"ThresholdCountsWhatWouldAlert",
     "alert_on: first, threshold: {count: 2, within: 1h}",
     {{"26 10:00", "first s", {"suppress below_threshold"}},
      {"26 10:01", "update s", {"suppress not_first"}},
      {"26 10:02", "copy s", {"suppress copy"}},
      {"26 10:03", "first t", {R"(publish {"copy":1,"not_first":1,"below_threshold":1})"}}}},
    {"ThrottledAlertsCountForTheThreshold",
     "threshold: {count: 2, within: 1h}, throttle: {at_most: 1, per: 1d}",
     {{"26 10:00", "first s", {"suppress below_threshold"}},
      {"26 10:01", "first t", {R"(publish {"below_threshold":1})"}},
      {"26 10:50", "first u", {"suppress throttled"}},
      {"26 11:40", "first v", {"suppress throttled"}}}},
    {"CorrectionsPassTheThreshold",
     "threshold: {count: 2, within: 1h}",
     {{"26 10:00", "correction s", {"publish"}},
      {"26 10:01", "first t", {"suppress below_threshold"}}}},
    {"DigestTellsAtTheEndOfItsPeriod",
     "digest: {every: 6h}",
     {{"26 07:00", "first s", {"hold digest"}},
      {"26 11:59", "update s", {"hold digest"}},
      {"26 12:00", "first t", {"digest 26 06:00 - 26 12:00 of 2: a0 a1", "hold digest"}},
      {"26 17:59", "clock", {}},
      {"26 18:00", "clock", {"digest 26 12:00 - 26 18:00 of 1: a2"}},
      {"27 18:00", "clock", {}}}},
    {"DigestTellsOfCopies",
     "digest: {every: 6h}, copies: suppress",
     {{"26 07:00", "first s", {"hold digest"}},
      {"26 07:01", "copy s", {"suppress copy"}},
      {"26 12:00", "clock", {R"(digest 26 06:00 - 26 12:00 of 1: a0 {"copy":1})"}}}},
    {"DigestTellsOfFoldedCopies",
     "digest: {every: 6h}, copies: update",
     {{"26 07:00", "copy s", {"suppress copy"}},
      {"26 07:01", "copy t", {"suppress copy"}},
      {"26 07:02", "update s", {"hold digest"}},
      {"26 12:00", "clock", {R"(digest 26 06:00 - 26 12:00 of 1: a2 {"copy":1})"}}}},
    {"DigestOfNothingIsNone",
     "digest: {every: 6h}, alert_on: first",
     {{"26 07:00", "copy s", {"suppress copy"}},
      {"26 12:00", "clock", {}},
      {"26 12:01", "first t", {"hold digest"}},
      {"26 18:00", "clock", {R"(digest 26 12:00 - 26 18:00 of 1: a2 {"copy":1})"}}}},
    {"LateAlertsGoIntoTheOpenDigest",
     "digest: {every: 6h}",
     {{"26 13:00", "first s", {"hold digest"}},
      {"26 11:00", "first t", {"hold digest"}},
      {"26 18:00", "clock", {"digest 26 12:00 - 26 18:00 of 2: a0 a1"}},
      {"26 17:00", "first u", {"hold digest"}},
      {"27 00:00", "clock", {"digest 26 18:00 - 27 00:00 of 1: a3"}}}},
    {"CorrectionsPassTheDigest",
     "digest: {every: 6h}",
     {{"26 07:00", "first s", {"hold digest"}},
      {"26 08:00", "correction s", {"publish"}},
      {"26 12:00", "clock", {"digest 26 06:00 - 26 12:00 of 1: a0"}}}},
    {"DigestWithTooFewIsNone",
     "digest: {every: 6h}, threshold: {count: 2, within: 1h}",
     {{"26 07:00", "first s", {"hold digest"}},
      {"26 09:00", "first t", {"hold digest"}},
      {"26 11:50", "first u", {"hold digest"}},
      {"26 12:10", "first v", {"no digest", "hold digest"}},
      {"26 13:00", "first w", {"hold digest"}},
      {"26 15:00", "first x", {"hold digest"}},
      {"26 18:00",
       "clock",
       {R"(digest 26 12:00 - 26 18:00 of 3: a3 a4 a5 {"below_threshold":3})"}}}},
    {"QuietHoursHoldUntilTheirEnd",
     "quiet_hours: {from: '22:00', to: '06:00', time_zone: Europe/Paris}",
     {{"26 20:59", "first s", {"publish"}},
      {"26 21:00", "first t", {"hold quiet_hours"}},
      {"27 04:59", "first u", {"hold quiet_hours"}},
      {"27 05:00", "first v", {"digest 26 21:00 - 27 05:00 of 2: a1 a2", "publish"}}}},
    {"QuietHoursHoldNoCorrections",
     "quiet_hours: {from: '22:00', to: '06:00'}",
     {{"26 23:00", "first s", {"hold quiet_hours"}},
      {"26 23:30", "correction t", {"publish"}},
      {"27 06:00", "clock", {"digest 26 22:00 - 27 06:00 of 1: a0"}}}},
    {"WhatQuietHoursHoldIsNotThrottled",
     "quiet_hours: {from: '22:00', to: '06:00'}, throttle: {at_most: 1, per: 1d}",
     {{"26 21:00", "first s", {"publish"}},
      {"26 21:30", "first t", {"suppress throttled"}},
      {"26 23:00", "first u", {"hold quiet_hours"}},
      {"27 06:00", "clock", {R"(digest 26 22:00 - 27 06:00 of 1: a2 {"throttled":1})"}},
      {"27 07:00", "first v", {"suppress throttled"}}}},
    {"ThresholdGoesBeforeQuietHours",
     "quiet_hours: {from: '22:00', to: '06:00'}, threshold: {count: 2, within: 1h}",
     {{"26 21:50", "first s", {"suppress below_threshold"}},
      {"26 22:10", "first t", {"hold quiet_hours"}},
      {"27 06:00", "clock", {R"(digest 26 22:00 - 27 06:00 of 1: a1 {"below_threshold":1})"}}}},
    {"DigestWaitsForTheEndOfQuietHours",
     "quiet_hours: {from: '22:00', to: '07:00'}, digest: {every: 6h}",
     {{"26 19:00", "first s", {"hold digest"}},
      {"27 00:30", "first t", {"hold digest"}},
      {"27 07:00", "clock", {"digest 26 18:00 - 27 07:00 of 2: a0 a1"}},
      {"27 08:00", "first u", {"hold digest"}},
      {"27 12:00", "clock", {"digest 27 06:00 - 27 12:00 of 1: a3"}}}},
};

class Alerts : public testing::TestWithParam<Case> {};

TEST_P(Alerts, GoOutAsTheRuleAsks) {
  Rule rule(GetParam().options);
  std::size_t number = 0;
  for (const Step& step : GetParam().steps) {
    const Timestamp now = at(step.time);
    auto outcome = rule.digests(now);
    const auto article = fmt::format("a{}", number++);
    const auto blank = step.what.find(' ');
    for (const auto role :
         {StoryRole::First, StoryRole::Update, StoryRole::Copy, StoryRole::Correction}) {
      if (step.what.substr(0, blank) != name_of(role)) continue;
      outcome.push_back(
          rule.raise(alert_of(role, std::string(step.what.substr(blank + 1)), article), now));
    }
    EXPECT_EQ(outcome, step.outcome) << step.time << " " << step.what;
  }
}

INSTANTIATE_TEST_SUITE_P(Throttling, Alerts, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Throttling, RemembersNothingOfRulesThatAskForNothing) {
  Rule rule("");
  rule.raise(alert_of(StoryRole::First, "s", "a"), at("26 10:00"));
  EXPECT_EQ(rule.entry(), ThrottleEntry());
}

TEST(Throttling, RemembersNothingWhereAllIsTold) {
  Rule rule("alert_on: updates");
  rule.raise(alert_of(StoryRole::Copy, "s", "a"), at("26 10:00"));
  EXPECT_NE(rule.entry(), ThrottleEntry());
  rule.raise(alert_of(StoryRole::Update, "s", "b"), at("26 10:01"));
  EXPECT_EQ(rule.entry(), ThrottleEntry());
}

TEST(Throttling, ForgetsTheTimesOfOptionsThatAreGone) {
  Rule rule("throttle: {at_most: 2, per: 1h}, threshold: {count: 2, within: 1h}");
  const auto alert = alert_of(StoryRole::First, "s", "a");
  rule.raise(alert, at("26 10:00"));
  rule.raise(alert, at("26 10:01"));
  EXPECT_FALSE(rule.entry().published.empty() || rule.entry().matched.empty());
  const Decision decision = decide({}, rule.entry(), alert, at("26 10:02"));
  EXPECT_EQ(decision.after, ThrottleEntry{.clock = at("26 10:01")});
}

TEST(Throttling, PublishesWhatWasHeldWhenTheRuleNoLongerAsksForADigest) {
  const auto held = decide(options_of("digest: {every: 6h}"), {},
                           alert_of(StoryRole::First, "s", "a"), at("26 07:00"));
  const auto next = decide({}, held.after, alert_of(StoryRole::First, "s", "b"), at("26 08:00"));
  EXPECT_EQ(next.verdict, Verdict::Publish);
  const auto digest = due(next.after, at("26 12:00"));
  ASSERT_TRUE(digest && digest->digest);
  EXPECT_EQ(digest->digest->articles, 1U);
}

TEST(Folding, LeavesTheOldestOfTooManyStoriesToTheRule) {
  Rule rule("copies: update");
  for (std::size_t i = 0; i <= ThrottleEntry::kMostFolded; ++i)
    rule.raise(alert_of(StoryRole::Copy, fmt::format("s{}", i), "a"), at("26 10:00"));
  EXPECT_EQ(rule.entry().folded.size(), ThrottleEntry::kMostFolded);
  EXPECT_EQ(rule.raise(alert_of(StoryRole::Update, "s0", "b"), at("26 10:01")),
            R"(publish {"copy":1})");
  EXPECT_EQ(rule.raise(alert_of(StoryRole::Update, "s1", "b"), at("26 10:01")),
            R"(publish {"copy":1})");
}

TEST(Digest, ListsAHundredAndCountsTheRest) {
  Rule rule("digest: {every: 1d}");
  for (int i = 0; i < 105; ++i)
    rule.raise(alert_of(StoryRole::First, "s", fmt::format("a{}", i)), at("26 10:00"));
  const auto digest = due(rule.entry(), at("27 00:00"));
  ASSERT_TRUE(digest && digest->digest);
  EXPECT_EQ(digest->digest->articles, 105U);
  EXPECT_EQ(digest->digest->listed.size(), 100U);
  EXPECT_EQ(digest->digest->listed.back().article.value, "a99");
}

TEST(Digest, BoundsWhatItKeepsOfAnArticle) {
  const auto options = options_of("digest: {every: 1d}");
  RaisedAlert alert = alert_of(StoryRole::First, "s", "a");
  alert.item.url = std::string(2000, 'u');
  alert.item.title = std::string(199, 't') + "é and more";
  const auto held = decide(options, {}, alert, at("26 10:00")).after;
  EXPECT_EQ(held.held->listed.at(0).url, "");
  EXPECT_EQ(held.held->listed.at(0).title, std::string(199, 't') + "…");
  for (const std::size_t length : {0, 2000}) {
    alert.item.article.value = std::string(length, 'a');
    const auto more = decide(options, held, alert, at("26 10:01")).after;
    EXPECT_EQ(more.held->articles, 2U);
    EXPECT_EQ(more.held->listed.size(), 1U);
  }
}

TEST(Digest, ListsACorrectedArticleAsItIsNow) {
  Rule rule("digest: {every: 1d}");
  RaisedAlert alert = alert_of(StoryRole::First, "s", "a");
  rule.raise(alert, at("26 10:00"));
  alert.role = StoryRole::Correction;
  alert.item.title = "Corrected";
  EXPECT_EQ(rule.raise(alert, at("26 11:00")), "hold digest");
  EXPECT_EQ(rule.entry().held->articles, 1U);
  EXPECT_EQ(rule.entry().held->listed.at(0).title, "Corrected");
}

TEST(Digest, LosesAnArticleThatIsWithdrawn) {
  Rule rule("digest: {every: 1d}");
  EXPECT_FALSE(without_article(rule.entry(), ArticleId("a")));
  rule.raise(alert_of(StoryRole::First, "s", "a"), at("26 10:00"));
  rule.raise(alert_of(StoryRole::First, "t", "b"), at("26 10:01"));
  EXPECT_FALSE(without_article(rule.entry(), ArticleId("c")));
  const auto one = without_article(rule.entry(), ArticleId("a"));
  ASSERT_TRUE(one && one->held);
  EXPECT_EQ(one->held->articles, 1U);
  const auto none = without_article(*one, ArticleId("b"));
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->held);
}

TEST(Digest, HasPeriodsBefore1970Too) {
  const auto held =
      decide(options_of("digest: {every: 6h}"), {}, alert_of(StoryRole::First, "s", "a"),
             parse_rfc3339("1969-12-31T23:00:00Z").value());
  EXPECT_EQ(format_rfc3339(held.after.held->from), "1969-12-31T18:00:00Z");
}

/// Against the obvious: of all alerts in order of time, count those of the last hour.
TEST(Throttle, KeepsItsPromiseOverAnyHour) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(fmt::format("seed {}", seed));
  std::mt19937 random(seed);
  Rule rule("throttle: {at_most: 5, per: 1h}");
  std::vector<Timestamp> published;
  std::uint64_t told = 0;
  Timestamp now = at("01 00:00");
  constexpr int kAlerts = 2000;
  for (int i = 0; i < kAlerts; ++i) {
    now += std::chrono::seconds(random() % 1200);
    const auto last_hour = std::ranges::count_if(
        published, [&](Timestamp time) { return time > now - std::chrono::hours(1); });
    const Decision decision = decide(options_of("throttle: {at_most: 5, per: 1h}"), rule.entry(),
                                     alert_of(StoryRole::First, "s", "a"), now);
    rule.raise(alert_of(StoryRole::First, "s", "a"), now);
    ASSERT_EQ(decision.verdict == Verdict::Publish, last_hour < 5);
    if (decision.verdict != Verdict::Publish) continue;
    published.push_back(now);
    told += 1 + decision.suppressed.of(SuppressReason::Throttled);
  }
  told += rule.entry().suppressed.of(SuppressReason::Throttled);
  EXPECT_EQ(told, kAlerts) << "every alert went out or is counted";
}

}  // namespace
}  // namespace newswatch::correlation
