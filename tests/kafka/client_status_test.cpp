#include "kafka/client_status.h"

#include <gtest/gtest.h>

#include <thread>

namespace newswatch::kafka {
namespace {

TEST(ClientStatus, RemembersARefusalUntilItsSubjectIsAllowed) {
  ClientStatus status;
  status.refuse("articles", "articles: not authorized");
  status.allow("wires");
  EXPECT_EQ(status.health().refused, "articles: not authorized");
  status.allow("articles");
  EXPECT_EQ(status.health().refused, "");
  EXPECT_FALSE(status.any_refused());
}

TEST(ClientStatus, FindsBrokersUpAgainInStatistics) {
  ClientStatus status;
  status.set_brokers_up(false);
  Statistics statistics;
  statistics.any_broker_up = true;
  status.set_statistics(statistics);
  EXPECT_TRUE(status.health().brokers_up);
}

TEST(ClientStatus, MayBeReadWhileItsOwnerWrites) {
  ClientStatus status;
  std::jthread reader([&](const std::stop_token& stop) {
    while (!stop.stop_requested() && status.lag().size() < 3)
      EXPECT_TRUE(status.health().fatal.empty());
  });
  for (std::int64_t records = 0; records < 1000; ++records)
    status.set_lag({{"articles", 0, records}});
  EXPECT_EQ(status.lag(), (std::vector<PartitionLag>{{"articles", 0, 999}}));
}

}  // namespace
}  // namespace newswatch::kafka
