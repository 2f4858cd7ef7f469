#include "daemon/live/alert_watch.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

#include "daemon/live/alert_view.h"
#include "daemon/logs/process_log.h"

namespace newswatch::daemon {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds kIdle{60};
constexpr std::chrono::seconds kRetry{5};
constexpr std::chrono::milliseconds kWait{100};  // so long does the end of the process wait

}  // namespace

AlertWatch::AlertWatch(kafka::ConnectionOptions connection, kafka::FollowOptions topics,
                       AlertFeed& feed)
    : connection_(std::move(connection)),
      topics_(std::move(topics)),
      feed_(feed),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

AlertWatch::~AlertWatch() = default;

void AlertWatch::add_viewer() {
  const std::lock_guard lock(mutex_);
  ++viewers_;
  came_.notify_all();
}

void AlertWatch::remove_viewer() {
  const std::lock_guard lock(mutex_);
  --viewers_;
}

bool AlertWatch::has_viewers() const {
  const std::lock_guard lock(mutex_);
  return viewers_ > 0;
}

void AlertWatch::run(const std::stop_token& stop) {
  while (wait_for_viewer(stop)) follow(stop);
}

/// @return false when it is asked to stop.
bool AlertWatch::wait_for_viewer(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  return came_.wait(lock, stop, [&] { return viewers_ > 0; });
}

/// Until nobody looks any more.
void AlertWatch::follow(const std::stop_token& stop) {
  feed_.clear();  // what follows begins with the same alerts
  feed_.set_state("connecting to Kafka");
  auto follower = kafka::TopicFollower::create(connection_, topics_, log_kafka);
  if (!follower) {
    feed_.set_state(follower.error().message);
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, stop, kRetry, [] { return false; });
    return;
  }
  auto last_seen = Steady::now();
  while (!stop.stop_requested() && Steady::now() < last_seen + kIdle) {
    take((*follower)->poll(kWait));
    if (!(*follower)->complaint().empty() || (*follower)->has_caught_up())
      feed_.set_state((*follower)->complaint());
    if (has_viewers()) last_seen = Steady::now();
  }
}

void AlertWatch::take(const std::vector<kafka::FollowedRecord>& records) {
  for (const auto& record : records) {
    auto view = view_of(record.value);
    if (view)
      feed_.put(*std::move(view));
    else
      spdlog::warn("live page: a record of {} is {}", record.topic, view.error().message);
  }
}

}  // namespace newswatch::daemon
