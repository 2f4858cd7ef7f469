#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "base/timestamp.h"
#include "daemon/logs/log_config.h"

namespace newswatch::daemon {

/// The last warnings and errors that were logged, for those who look at a running process. Any
/// thread may call it.
class RecentProblems {
 public:
  static constexpr std::size_t kMost = 20;
  static constexpr std::size_t kMostBytes = 1000;  // of a message

  /// Levels below a warning are not kept. The same message again counts, and moves to the end.
  void add(Timestamp time, LogLevel level, std::string_view message);

  /// @return oldest first: `[{"time": …, "level": "warn", "message": …, "times": 1}]`.
  std::string json() const;

 private:
  struct Problem {
    Timestamp time;  ///< Of the last time.
    LogLevel level;
    std::string message;
    std::uint64_t times;
  };

  mutable std::mutex mutex_;
  std::deque<Problem> problems_;
};

}  // namespace newswatch::daemon
