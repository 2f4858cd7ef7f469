#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "daemon/live/alert_feed.h"
#include "kafka/connection_options.h"
#include "kafka/topic_follower.h"

namespace newswatch::daemon {

/// Fills a feed with views of the alerts that are published, by this daemon and by all others that
/// share its topics. It reads them from Kafka, as subscribers do, on a thread of its own: no
/// pipeline knows of it. While nobody has looked for a minute it reads nothing.
class AlertWatch {
 public:
  /// @param feed  borrowed; must outlive this.
  AlertWatch(kafka::ConnectionOptions connection, kafka::FollowOptions topics, AlertFeed& feed);
  ~AlertWatch();
  AlertWatch(const AlertWatch&) = delete;
  AlertWatch& operator=(const AlertWatch&) = delete;

  // Somebody comes to look, and goes. Any thread.
  void add_viewer();
  void remove_viewer();

 private:
  void run(const std::stop_token& stop);
  bool wait_for_viewer(const std::stop_token& stop);
  void follow(const std::stop_token& stop);
  void take(const std::vector<kafka::FollowedRecord>& records);
  bool has_viewers() const;

  kafka::ConnectionOptions connection_;
  kafka::FollowOptions topics_;
  AlertFeed& feed_;
  mutable std::mutex mutex_;
  std::condition_variable_any came_;
  std::size_t viewers_ = 0;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace newswatch::daemon
