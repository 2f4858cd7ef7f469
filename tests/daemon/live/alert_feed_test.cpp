#include "daemon/live/alert_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace newswatch::daemon {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pointee;

constexpr milliseconds kNow{0};
constexpr std::size_t kAll = 1000;

TEST(AlertFeed, GivesEachReaderWhatIsNewToIt) {
  AlertFeed feed(10, 1000);
  feed.put("a");
  feed.put("b");
  const auto first = feed.news_after(0, 0, kAll, kNow);
  EXPECT_THAT(first.entries, ElementsAre(Pointee(std::string("a")), Pointee(std::string("b"))));
  EXPECT_EQ(first.last, 2U);
  feed.put("c");
  EXPECT_THAT(feed.news_after(first.last, 0, kAll, kNow).entries,
              ElementsAre(Pointee(std::string("c"))));
  EXPECT_THAT(feed.news_after(0, 0, 2, kNow).entries.size(), 2U);
}

TEST(AlertFeed, ForgetsTheOldestAndSaysHowManyWereMissed) {
  AlertFeed feed(2, 1000);
  for (const char* entry : {"a", "b", "c", "d"}) feed.put(entry);
  const auto news = feed.news_after(1, 0, kAll, kNow);
  EXPECT_THAT(news.entries, ElementsAre(Pointee(std::string("c")), Pointee(std::string("d"))));
  EXPECT_EQ(news.missed, 1U);
  EXPECT_EQ(news.last, 4U);
}

TEST(AlertFeed, HoldsNoMoreBytesThanItMayButAlwaysOneEntry) {
  AlertFeed feed(100, 10);
  feed.put(std::string(8, 'a'));
  feed.put(std::string(8, 'b'));
  EXPECT_THAT(feed.news_after(0, 0, kAll, kNow).entries, ElementsAre(Pointee(std::string(8, 'b'))));
  feed.put(std::string(50, 'c'));
  EXPECT_THAT(feed.news_after(0, 0, kAll, kNow).entries,
              ElementsAre(Pointee(std::string(50, 'c'))));
}

TEST(AlertFeed, GoesOnCountingAfterItWasCleared) {
  AlertFeed feed(10, 1000);
  feed.put("a");
  feed.clear();
  EXPECT_THAT(feed.news_after(0, 0, kAll, kNow).entries, IsEmpty());
  feed.put("b");
  const auto news = feed.news_after(1, 0, kAll, kNow);
  EXPECT_THAT(news.entries, ElementsAre(Pointee(std::string("b"))));
  EXPECT_EQ(news.last, 2U);
  EXPECT_EQ(news.missed, 0U);
}

TEST(AlertFeed, TellsAStateOnce) {
  AlertFeed feed(10, 1000);
  feed.set_state("no broker");
  const auto news = feed.news_after(0, 0, kAll, kNow);
  EXPECT_EQ(news.state, "no broker");
  feed.set_state("no broker");
  EXPECT_EQ(feed.news_after(0, 0, kAll, kNow).state_number, news.state_number);
  feed.set_state("");
  EXPECT_NE(feed.news_after(0, 0, kAll, kNow).state_number, news.state_number);
}

TEST(AlertFeed, WakesWhoWaits) {
  AlertFeed feed(10, 1000);
  const auto number = feed.news_after(0, 0, kAll, kNow).state_number;
  std::jthread writer([&] { feed.put("a"); });
  constexpr std::chrono::minutes kPatience{1};
  EXPECT_EQ(feed.news_after(0, number, kAll, kPatience).entries.size(), 1U);
}

TEST(AlertFeed, ServesManyReadersBesideAWriter) {
  constexpr std::uint64_t kEntries = 500;
  AlertFeed feed(50, 10000);
  std::vector<std::jthread> readers;
  std::array<std::uint64_t, 4> seen{};
  for (std::uint64_t& count : seen)
    readers.emplace_back([&feed, &count] {
      for (std::uint64_t last = 0; last < kEntries;) {
        const auto news = feed.news_after(last, 1, 7, milliseconds(100));
        count += news.entries.size() + news.missed;
        last = news.last;
      }
    });
  for (std::uint64_t i = 0; i < kEntries; ++i) feed.put(std::to_string(i));
  readers.clear();
  EXPECT_THAT(seen, testing::Each(kEntries));
}

}  // namespace
}  // namespace newswatch::daemon
