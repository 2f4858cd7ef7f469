#include "kafka/statistics.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace newswatch::kafka {
namespace {

using Json = nlohmann::json;

const Json& at(const Json& object, const char* name) {
  static const Json kNone;
  if (!object.is_object()) return kNone;
  const auto found = object.find(name);
  return found == object.end() ? kNone : *found;
}

std::int64_t number(const Json& object, const char* name) {
  const auto& value = at(object, name);
  return value.is_number_integer() ? value.get<std::int64_t>() : 0;
}

std::string text(const Json& object, const char* name) {
  const auto& value = at(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

BrokerStatistics broker_from(const Json& entry) {
  const auto& round_trip = at(entry, "rtt");
  return {.id = static_cast<std::int32_t>(number(entry, "nodeid")),
          .name = text(entry, "name"),
          .up = text(entry, "state") == "UP",
          .round_trip_average = std::chrono::microseconds(number(round_trip, "avg")),
          .round_trip_p99 = std::chrono::microseconds(number(round_trip, "p99")),
          .waiting_requests = number(entry, "outbuf_cnt"),
          .send_errors = number(entry, "txerrs"),
          .receive_errors = number(entry, "rxerrs"),
          .retries = number(entry, "txretries")};
}

// A logical broker ("GroupCoordinator") is a second connection to a node that is listed anyway.
bool is_node(const Json& entry) {
  return number(entry, "nodeid") >= 0 && text(entry, "source") != "logical" &&
         text(entry, "source") != "internal";
}

}  // namespace

std::int64_t Statistics::brokers_up() const {
  return std::ranges::count_if(brokers, &BrokerStatistics::up);
}

Result<Statistics> parse_statistics(std::string_view json) {
  const auto root = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return fail(ErrorCode::InvalidJson, "statistics are no JSON object");
  const auto& group = at(root, "cgrp");
  Statistics statistics;
  statistics.queued_messages = number(root, "msg_cnt");
  statistics.queued_bytes = number(root, "msg_size");
  statistics.rebalances = number(group, "rebalance_cnt");
  statistics.assigned_partitions = number(group, "assignment_size");
  for (const auto& entry : at(root, "brokers")) {
    if (!entry.is_object()) continue;
    const auto broker = broker_from(entry);
    statistics.any_broker_up |= broker.up;
    if (is_node(entry)) statistics.brokers.push_back(broker);
  }
  std::ranges::sort(statistics.brokers, {}, &BrokerStatistics::id);
  return statistics;
}

}  // namespace newswatch::kafka
