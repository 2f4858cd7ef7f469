#include "daemon/top/top_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kWide = 200;

TopSample sample(std::string_view metrics, int seconds) {
  return {.metrics = MetricsPage::parse(metrics).value(),
          .ready = true,
          .readiness = "ok\n",
          .problems = "[]",
          .taken = std::chrono::steady_clock::time_point(std::chrono::seconds(seconds))};
}

TEST(TopView, TellsRatesBetweenTwoLooks) {
  const auto text = draw_top("http://h:1",
                             sample("newswatch_articles_total{topic=\"a\"} 100\n"
                                    "newswatch_detector_seconds_sum{detector=\"topics\"} 1\n"
                                    "newswatch_detector_seconds_sum{detector=\"quotes\"} 1\n",
                                    10),
                             sample("newswatch_articles_total{topic=\"a\"} 150\n"
                                    "newswatch_articles_total{topic=\"b\"} 50\n"
                                    "newswatch_alerts_published_total 7\n"
                                    "newswatch_detector_seconds_sum{detector=\"topics\"} 1.1\n"
                                    "newswatch_detector_seconds_sum{detector=\"quotes\"} 2\n",
                                    12),
                             kWide);
  EXPECT_THAT(text, HasSubstr("at http://h:1"));
  EXPECT_THAT(text, HasSubstr("50.0 articles/s  3.5 alerts/s  0.0 dead letters/s"));
  EXPECT_THAT(text, HasSubstr("50.00 %\ntopics"));  // the slowest first
}

TEST(TopView, CountsAnewAfterARestart) {
  const auto text = draw_top("", sample("newswatch_articles_total{topic=\"a\"} 1000\n", 0),
                             sample("newswatch_articles_total{topic=\"a\"} 30\n", 10), kWide);
  EXPECT_THAT(text, HasSubstr("3.0 articles/s"));
}

TEST(TopView, ListsPartitionsByLag) {
  const auto now = sample(
      "newswatch_kafka_consumer_lag{topic=\"news\",partition=\"0\"} 5\n"
      "newswatch_kafka_consumer_lag{topic=\"news\",partition=\"1\"} 80\n"
      "newswatch_consumer_lag_seconds 200\n",
      1);
  const auto text = draw_top("", now, now, kWide);
  EXPECT_THAT(text, HasSubstr("PARTITIONS (2)"));
  EXPECT_THAT(text, HasSubstr("lag 85 records, 3 min"));
  EXPECT_LT(text.find("news[1]"), text.find("news[0]"));
}

TEST(TopView, SaysWhatIsNotReadyAndWhatWentWrong) {
  auto now = sample("a 1\n", 1);
  now.ready = false;
  now.readiness =
      "[+] rules: 3 loaded\n[-] consumer-0: no broker\x1b[2J\n[-] running: draining\nfailed\n";
  now.problems = R"([{"time": "T1", "level": "warn", "message": "old", "times": 1},
                     {"time": "T2", "level": "error", "message": "new\u001b]0;", "times": 3}])";
  const auto text = draw_top("", now, now, kWide);
  EXPECT_THAT(text, HasSubstr("not ready: consumer-0: no broker [2J; running: draining\n"));
  EXPECT_THAT(text, HasSubstr("T2 error new ]0; (3 times)\nT1 warn  old\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(TopView, CutsLinesAtTheWidth) {
  auto now = sample("a 1\n", 1);
  now.problems = R"([{"time": "", "level": "", "message": "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüü"}])";
  constexpr std::size_t kNarrow = 12;
  const auto text = draw_top("", now, now, kNarrow);
  EXPECT_THAT(text, HasSubstr("\n       üüüüü\n"));
}

TEST(TopView, SurvivesProblemsThatAreNone) {
  for (const char* problems : {"", "{", "{}", "[1]", "[]", R"(["a"])"}) {
    auto now = sample("a 1\n", 1);
    now.problems = problems;
    EXPECT_THAT(draw_top("", now, now, kWide), HasSubstr("LAST WARNINGS")) << problems;
  }
}

}  // namespace
}  // namespace newswatch::daemon
