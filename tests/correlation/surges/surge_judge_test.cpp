#include "correlation/surges/surge_judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

#include "correlation/surges/coverage.h"
#include "tests/correlation/surges/simulation.h"

namespace newswatch::correlation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kFourWeeks = 28 * 24;

/// What is kept for a topic with two stories an hour in a stream of a thousand articles.
struct Kept {
  SurgeEntry entry;
  StreamVolume stream;
  rules::SurgeRule rule;
  SurgeJudge judge{kLateness};
  Timestamp begin = parse_rfc3339("2026-11-26T10:00:00Z").value();

  explicit Kept(int hours = kFourWeeks, std::uint16_t stories = 2) {
    rule.summary.id = RuleId("surge");
    const auto size = static_cast<std::size_t>(hours);
    entry.end = window_at(begin, entry.length);
    entry.watched_from = entry.end - hours;
    // 2 in the mean, spread as Poisson's would be, without a rhythm of days.
    constexpr std::array kSpread = {0, 2, 1, 3, 2, 4, 1, 2, 5, 0, 3, 1, 2};
    for (std::size_t i = 0; i < size; ++i) {
      const auto count = static_cast<std::uint16_t>(kSpread[i * 7 % 13] * stories / 2);
      entry.closed.push_back({count, count});
    }
    stream.end = entry.end;
    stream.hours.assign(size, 1000);
    stream.clock = begin;
  }

  void volume(Timestamp time, std::uint64_t articles) {
    add({.minute = time, .articles = articles, .highest = time}, kLateness, stream);
  }
  bool article(Timestamp time, const std::string& story, const std::string& outlet,
               bool is_copy = false) {
    return count({.time = time, .story = story, .outlet = outlet, .is_copy = is_copy}, stream.clock,
                 kLateness, entry);
  }
  void stories(Timestamp time, int number, int outlets = 100) {
    for (int i = 0; i < number; ++i)
      article(time, "s" + std::to_string(i), "o" + std::to_string(i % outlets));
  }
  std::vector<Surge> look() {
    Judgement judgement = judge.judge(rule, stream, std::move(entry));
    entry = std::move(judgement.entry);
    return judgement.surges;
  }
};

using std::chrono::hours;
using std::chrono::minutes;

TEST(Surges, AreToldWhileTheWindowIsOpen) {
  Kept kept;
  kept.stories(kept.begin + minutes(10), 12);
  kept.volume(kept.begin + minutes(12), 200);
  const auto surges = kept.look();
  ASSERT_THAT(surges, SizeIs(1));
  EXPECT_EQ(surges[0].from, kept.begin);
  EXPECT_EQ(surges[0].to, kept.begin + hours(1));
  EXPECT_EQ(surges[0].seen, 12U);
  EXPECT_NEAR(surges[0].expected, 2, 0.3);
  EXPECT_EQ(surges[0].level, 2);
  EXPECT_LT(surges[0].probability, 1e-5);
  EXPECT_THAT(surges[0].stories, SizeIs(12));
}

TEST(Surges, AreToldAgainOnlyAtAHigherLevel) {
  Kept kept;
  kept.stories(kept.begin + minutes(10), 10);
  kept.volume(kept.begin + minutes(12), 200);
  EXPECT_THAT(kept.look(), SizeIs(1));
  EXPECT_THAT(kept.look(), IsEmpty());
  kept.stories(kept.begin + minutes(20), 25);
  kept.volume(kept.begin + minutes(22), 200);
  const auto higher = kept.look();
  ASSERT_THAT(higher, SizeIs(1));
  EXPECT_EQ(higher[0].level, 3);
}

TEST(Surges, LastUntilTheyHaveCooledDown) {
  Kept kept;
  int told = 0;
  for (const int hour : {0, 3, 8, 20}) {  // within six hours of each other, and then not
    const Timestamp time = kept.begin + hours(hour) + minutes(10);
    for (int i = 0; i < 30; ++i)
      kept.article(time, "s" + std::to_string(hour * 100 + i), "o" + std::to_string(i));
    kept.volume(time + minutes(1), 200);
    told += static_cast<int>(kept.look().size());
  }
  EXPECT_EQ(told, 2);
}

TEST(Surges, AreNotCopiesOfOneStory) {
  Kept kept;
  kept.article(kept.begin + minutes(1), "s", "agency");
  for (int i = 0; i < 40; ++i)
    kept.article(kept.begin + minutes(2), "s", "o" + std::to_string(i), true);
  kept.volume(kept.begin + minutes(30), 500);
  EXPECT_THAT(kept.look(), IsEmpty());
  kept.volume(kept.begin + hours(3), 0);
  EXPECT_THAT(kept.look(), IsEmpty());
  EXPECT_EQ(kept.entry.closed.at(kept.entry.closed.size() - 2), (WindowCounts{1, 1}));
}

TEST(Surges, AreOneStoryThatManyOutletsWriteThemselves) {
  Kept kept;
  for (int i = 0; i < 40; ++i) kept.article(kept.begin + minutes(2), "s", "o" + std::to_string(i));
  kept.volume(kept.begin + minutes(30), 500);
  const auto surges = kept.look();
  ASSERT_THAT(surges, SizeIs(1));
  EXPECT_EQ(surges[0].counted, Surge::Counted::Outlets);
  EXPECT_EQ(surges[0].seen, 40U);
  EXPECT_THAT(surges[0].stories, ElementsAre("s"));
}

TEST(Surges, NeedThreeOutlets) {
  Kept kept;
  kept.stories(kept.begin + minutes(10), 30, 2);
  kept.volume(kept.begin + minutes(12), 200);
  EXPECT_THAT(kept.look(), IsEmpty());
}

TEST(Surges, AreNotStoriesThatGoOn) {
  Kept kept;
  kept.stories(kept.begin + minutes(50), 8);
  kept.stories(kept.begin + minutes(70), 8);
  EXPECT_EQ(counts_of(kept.entry, kept.entry.open.at(1)).stories, 0);
}

TEST(Surges, ArePassedOverBelowTheLevelThatIsAskedFor) {
  Kept kept;
  kept.rule.least_level = 3;
  kept.stories(kept.begin + minutes(10), 12);
  kept.volume(kept.begin + minutes(12), 200);
  EXPECT_THAT(kept.look(), IsEmpty());
}

TEST(Surges, AreNotAWholeStreamThatDoubles) {
  Kept kept(kFourWeeks, 40);
  kept.stories(kept.begin + minutes(50), 80);
  kept.volume(kept.begin + minutes(59), 2000);
  EXPECT_THAT(kept.look(), IsEmpty());
}

TEST(Surges, AreFoundWhereTheStreamIsTheTopicAlone) {
  Kept kept;
  std::ranges::transform(kept.entry.closed, kept.stream.hours.begin(),
                         [](const WindowCounts& counts) { return counts.stories; });
  kept.stories(kept.begin + minutes(10), 14);
  kept.volume(kept.begin + minutes(12), 14);
  EXPECT_THAT(kept.look(), SizeIs(1));
}

TEST(Surges, AreNotSeenInTheFirstDay) {
  Kept kept(20);
  kept.stories(kept.begin + minutes(10), 40);
  kept.volume(kept.begin + minutes(12), 200);
  EXPECT_THAT(kept.look(), IsEmpty());
}

TEST(Surges, NeedToBeMuchLargerInTheFirstWeek) {
  Kept kept(48);
  kept.stories(kept.begin + minutes(10), 10);
  kept.volume(kept.begin + minutes(12), 200);
  EXPECT_THAT(kept.look(), IsEmpty()) << "enough after four weeks";
  kept.stories(kept.begin + minutes(20), 60);
  kept.volume(kept.begin + minutes(22), 200);
  EXPECT_THAT(kept.look(), SizeIs(1));
}

TEST(Surges, AreNotTheEndOfAGap) {
  Kept kept;
  // Nothing ran for two of four weeks: the hours without news are no sign of a quiet topic.
  for (std::size_t i = 100; i < 436; ++i) {
    kept.entry.closed[i] = {};
    kept.stream.hours[i] = 0;
  }
  kept.stories(kept.begin + minutes(10), 6);
  kept.volume(kept.begin + minutes(59), 1000);
  EXPECT_THAT(kept.look(), IsEmpty());
  kept.stories(kept.begin + minutes(59), 12);
  const auto surges = kept.look();
  ASSERT_THAT(surges, SizeIs(1));
  EXPECT_NEAR(surges[0].expected, 2, 0.3);
}

TEST(Surges, CountWhatIsLateUntilTheWindowCloses) {
  Kept kept;
  kept.stories(kept.begin + minutes(10), 3);
  kept.volume(kept.begin + minutes(30), 1000);
  kept.volume(kept.begin + minutes(119), 1000);
  EXPECT_TRUE(kept.article(kept.begin + minutes(50), "late", "late"));
  kept.volume(kept.begin + minutes(120), 0);
  EXPECT_FALSE(kept.article(kept.begin + minutes(51), "too-late", "too-late"));
  kept.look();
  EXPECT_EQ(kept.entry.closed.back(), (WindowCounts{4, 4}));
}

TEST(Surges, StartAnewWhereTheWindowIsAnother) {
  Kept kept;
  kept.rule.window = hours(6);
  const SurgeEntry entry = entry_for(kept.rule, &kept.entry, kept.begin);
  EXPECT_EQ(entry.length, hours(6));
  EXPECT_THAT(entry.closed, IsEmpty());
}

TEST(Surges, AreTheSameInAnotherOrderOfArrival) {
  struct Arrival {
    Timestamp event;
    Timestamp arrival;
    int story;
  };
  std::mt19937_64 random(7);
  std::vector<Arrival> arrivals;
  const Kept past;
  for (int i = 0; i < 400; ++i) {
    // Two days, with ten times as many in two hours.
    const auto minute = i < 60 ? 1200 + random() % 120 : random() % 2880;
    const Timestamp event = past.begin + minutes(minute);
    arrivals.push_back({event, event, i});
  }
  // By window, the highest level that was told: which of those below come first is up to the looks.
  std::vector<std::map<Timestamp, int>> runs;
  for (int run = 0; run < 4; ++run) {
    for (Arrival& a : arrivals) a.arrival = a.event + minutes(run == 0 ? 0 : random() % 59);
    std::ranges::sort(arrivals, {}, [](const Arrival& a) { return std::tie(a.arrival, a.story); });
    Kept kept(kFourWeeks, 8);
    auto& surges = runs.emplace_back();
    std::size_t next = 0;
    for (int minute = 10; minute <= 3200; minute += 10) {
      const Timestamp now = kept.begin + minutes(minute) - std::chrono::seconds(1);
      for (; next < arrivals.size() && arrivals[next].arrival <= now; ++next) {
        const std::string name = std::to_string(arrivals[next].story);
        EXPECT_TRUE(kept.article(arrivals[next].event, name, name));
      }
      kept.volume(now, 1000 / 6);
      for (const Surge& surge : kept.look()) surges[surge.from] = surge.level;
    }
  }
  EXPECT_THAT(runs[0], testing::Not(IsEmpty()));
  for (const auto& run : runs) EXPECT_EQ(run, runs[0]);
}

}  // namespace
}  // namespace newswatch::correlation
