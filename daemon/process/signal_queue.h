#pragma once

#include <chrono>
#include <optional>

namespace newswatch::daemon {

/// Takes SIGTERM, SIGINT and SIGHUP one by one, instead of being interrupted by them. Make it
/// before the first thread: threads inherit that they leave these signals alone.
class SignalQueue {
 public:
  SignalQueue();

  /// @return the number of a signal that came, or nothing after `wait`.
  std::optional<int> next(std::chrono::milliseconds wait);
};

}  // namespace newswatch::daemon
