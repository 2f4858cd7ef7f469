#include "kafka/statistics.h"

#include <gtest/gtest.h>

namespace newswatch::kafka {
namespace {

using std::chrono::microseconds;

constexpr std::string_view kSample = R"({
  "name": "newswatch#consumer-1", "client_id": "newswatch", "type": "consumer", "ts": 5016483227792,
  "msg_cnt": 22710, "msg_size": 704010,
  "brokers": {
    "localhost:9093/3": {"name": "localhost:9093/3", "nodeid": 3, "source": "learned", "state": "DOWN",
      "outbuf_cnt": 4, "txerrs": 1, "txretries": 2, "rxerrs": 3, "rtt": {"avg": 0, "p99": 0}},
    "localhost:9092/2": {"name": "localhost:9092/2", "nodeid": 2, "source": "learned", "state": "UP",
      "outbuf_cnt": 0, "txerrs": 0, "txretries": 0, "rxerrs": 0,
      "rtt": {"min": 580, "max": 33200, "avg": 3500, "p50": 1380, "p99": 30000}},
    "localhost:9092/bootstrap": {"name": "localhost:9092/bootstrap", "nodeid": -1, "source": "configured", "state": "UP"},
    "GroupCoordinator": {"name": "GroupCoordinator", "nodeid": 2, "source": "logical", "state": "UP"}
  },
  "cgrp": {"state": "up", "rebalance_cnt": 7, "assignment_size": 4}
})";

TEST(Statistics, ListTheNodesOfTheClusterById) {
  const auto statistics = parse_statistics(kSample);
  ASSERT_TRUE(statistics);
  ASSERT_EQ(statistics->brokers.size(), 2U);
  const auto& up = statistics->brokers[0];
  EXPECT_EQ(up.id, 2);
  EXPECT_EQ(up.name, "localhost:9092/2");
  EXPECT_TRUE(up.up);
  EXPECT_EQ(up.round_trip_average, microseconds(3500));
  EXPECT_EQ(up.round_trip_p99, microseconds(30000));
  EXPECT_EQ(statistics->brokers_up(), 1);
}

TEST(Statistics, CountWhatFails) {
  const auto statistics = parse_statistics(kSample);
  ASSERT_TRUE(statistics);
  const auto& down = statistics->brokers.at(1);
  EXPECT_FALSE(down.up);
  EXPECT_EQ(down.waiting_requests, 4);
  EXPECT_EQ(down.send_errors, 1);
  EXPECT_EQ(down.retries, 2);
  EXPECT_EQ(down.receive_errors, 3);
}

TEST(Statistics, TellQueueAndGroup) {
  const auto statistics = parse_statistics(kSample);
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->queued_messages, 22710);
  EXPECT_EQ(statistics->queued_bytes, 704010);
  EXPECT_EQ(statistics->rebalances, 7);
  EXPECT_EQ(statistics->assigned_partitions, 4);
}

TEST(Statistics, OfABootstrapBrokerShowOnlyThatOneIsUp) {
  const auto statistics = parse_statistics(
      R"({"brokers": {"a/bootstrap": {"nodeid": -1, "source": "configured", "state": "UP"}}})");
  ASSERT_TRUE(statistics);
  EXPECT_TRUE(statistics->any_broker_up);
  EXPECT_TRUE(statistics->brokers.empty());
}

struct Odd {
  std::string_view name;
  std::string_view json;
  bool readable;
};
const Odd kOdd[] = {
    {"Empty", "", false},
    {"CutOff", R"({"brokers": {)", false},
    {"Array", "[]", false},
    {"NothingInside", "{}", true},
    {"OtherTypes", R"({"msg_cnt": "many", "brokers": {"a": 1}, "cgrp": []})", true},
};
class OddStatistics : public testing::TestWithParam<Odd> {};
TEST_P(OddStatistics, AreNoCrash) {
  EXPECT_EQ(parse_statistics(GetParam().json).has_value(), GetParam().readable);
}
INSTANTIATE_TEST_SUITE_P(Statistics, OddStatistics, testing::ValuesIn(kOdd),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::kafka
