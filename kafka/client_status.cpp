#include "kafka/client_status.h"

namespace newswatch::kafka {

Health ClientStatus::health() const {
  const std::lock_guard lock(mutex_);
  auto health = health_;
  if (!refusals_.empty()) health.refused = refusals_.begin()->second;
  return health;
}

Statistics ClientStatus::latest_statistics() const {
  const std::lock_guard lock(mutex_);
  return statistics_;
}

std::vector<PartitionLag> ClientStatus::lag() const {
  const std::lock_guard lock(mutex_);
  return lag_;
}

void ClientStatus::set_joined(bool joined) {
  const std::lock_guard lock(mutex_);
  health_.joined = joined;
}

void ClientStatus::set_brokers_up(bool up) {
  const std::lock_guard lock(mutex_);
  health_.brokers_up = up;
}

void ClientStatus::set_fatal(std::string_view reason) {
  const std::lock_guard lock(mutex_);
  health_.fatal = reason;
}

void ClientStatus::set_last_error(std::string_view reason) {
  const std::lock_guard lock(mutex_);
  health_.last_error = reason;
}

void ClientStatus::set_statistics(Statistics statistics) {
  const std::lock_guard lock(mutex_);
  if (statistics.any_broker_up) health_.brokers_up = true;
  statistics_ = std::move(statistics);
}

void ClientStatus::set_lag(std::vector<PartitionLag> lag) {
  const std::lock_guard lock(mutex_);
  lag_ = std::move(lag);
}

bool ClientStatus::refuse(const std::string& subject, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  any_refused_ = true;
  return refusals_.insert_or_assign(subject, std::string(reason)).second;
}

void ClientStatus::allow(const std::string& subject) {
  const std::lock_guard lock(mutex_);
  refusals_.erase(subject);
  any_refused_ = !refusals_.empty();
}

}  // namespace newswatch::kafka
