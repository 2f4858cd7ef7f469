#pragma once

#include <chrono>
#include <string>

namespace newswatch::daemon {

/// What one client of the admin server is sent, little by little, for as long as it stays.
class EventStream {
 public:
  virtual ~EventStream() = default;

  /// Waits up to `wait` for something to tell. @return events as they stand in `text/event-stream`,
  ///         whole ones; empty where there is nothing new. Source: HTML Living Standard §9.2.
  virtual std::string next(std::chrono::milliseconds wait) = 0;
};

}  // namespace newswatch::daemon
