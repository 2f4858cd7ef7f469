#include "daemon/pipeline/worker_checks.h"

#include <fmt/format.h>

#include <chrono>

namespace newswatch::daemon {
namespace {

/// A pipeline comes round at least once a second while it works, and once a commit's time-out (10
/// s) at worst; one that did not for so long hangs.
constexpr std::chrono::seconds kStuckAfter{60};

/// @return the sentence of one worker's client that is not well, or nothing.
std::optional<std::string> complaint(const kafka::Health& health, bool consumer) {
  if (!health.fatal.empty()) return health.fatal;
  if (!health.refused.empty()) return health.refused;
  if (!health.brokers_up)
    return health.last_error.empty() ? "no broker reached yet" : health.last_error;
  if (consumer && !health.joined) return "not in the consumer group yet";
  return std::nullopt;
}

Check state_check(const Worker& worker, std::size_t number) {
  // Its reader is connected only now and then, so nothing else of its health counts.
  auto why = worker.state_status()->health().refused;
  if (why.empty() && worker.is_taking_over()) why = "reads what is known of its partitions";
  return {fmt::format("state-{}", number), why.empty(), why};
}

}  // namespace

std::vector<Check> readiness_of(Workers workers) {
  std::vector<Check> checks;
  for (std::size_t i = 0; const auto& worker : workers) {
    const auto consumer = complaint(worker->consumer_status().health(), true);
    const auto producer = complaint(worker->producer_status().health(), false);
    checks.push_back({fmt::format("consumer-{}", i), !consumer, consumer.value_or("")});
    checks.push_back({fmt::format("producer-{}", i), !producer, producer.value_or("")});
    if (worker->state_status() != nullptr) checks.push_back(state_check(*worker, i));
    ++i;
  }
  return checks;
}

std::vector<Check> liveness_of(Workers workers) {
  std::vector<Check> checks;
  for (std::size_t i = 0; const auto& worker : workers) {
    const bool turning = std::chrono::steady_clock::now() - worker->last_turn() < kStuckAfter;
    const bool alive = turning || worker->ended().has_value();
    checks.push_back(
        {fmt::format("pipeline-{}", i), alive, alive ? "" : "has not come round for a minute"});
    ++i;
  }
  return checks;
}

std::optional<std::string> refusal_of(Workers workers) {
  for (const auto& worker : workers) {
    for (const auto* status :
         {&worker->consumer_status(), &worker->producer_status(), worker->state_status()}) {
      if (status == nullptr) continue;
      if (auto reason = status->health().refused; !reason.empty()) return reason;
    }
  }
  return std::nullopt;
}

std::uint64_t waiting_for(Workers workers) {
  std::uint64_t records = 0;
  for (const auto& worker : workers)
    for (const kafka::PartitionLag& lag : worker->consumer_status().lag())
      records += static_cast<std::uint64_t>(lag.lag_records);
  return records;
}

}  // namespace newswatch::daemon
