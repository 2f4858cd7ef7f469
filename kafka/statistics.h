#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newswatch::kafka {

/// One broker of the cluster, as a client sees it.
struct BrokerStatistics {
  std::int32_t id = 0;
  std::string name;  ///< `host:port/id`
  bool up = false;
  std::chrono::microseconds round_trip_average{0};  ///< Over the last interval.
  std::chrono::microseconds round_trip_p99{0};
  std::int64_t waiting_requests = 0;  ///< Not sent yet.
  std::int64_t send_errors = 0;       ///< Since the client started, as the next two.
  std::int64_t receive_errors = 0;
  std::int64_t retries = 0;
};

/// What operators watch of librdkafka's statistics. Lag is not among it: the figures there are
/// wrong after a rebalance and before the first read, see `LagMeter`.
struct Statistics {
  std::vector<BrokerStatistics> brokers;  ///< Nodes of the cluster only, by id.
  bool any_broker_up = false;             ///< Those that were only asked for the cluster count too.
  std::int64_t queued_messages = 0;       ///< Of a producer: not acknowledged yet.
  std::int64_t queued_bytes = 0;
  std::int64_t rebalances = 0;  ///< Of a consumer.
  std::int64_t assigned_partitions = 0;

  std::int64_t brokers_up() const;
};

/// @param json  what librdkafka hands to its statistics callback. Fields that a version lacks stay
///              0. Errors: `InvalidJson`. Source: STATISTICS.md of librdkafka.
Result<Statistics> parse_statistics(std::string_view json);

}  // namespace newswatch::kafka
