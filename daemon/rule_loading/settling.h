#pragma once

#include <chrono>
#include <optional>

namespace newswatch::daemon {

/// Tells when changes that come one by one should be taken together: once none has come for a
/// while, or when the first of them has waited for long, where they never cease. One thread.
class Settling {
 public:
  using Time = std::chrono::steady_clock::time_point;

  static constexpr std::chrono::seconds kQuiet{1};
  static constexpr std::chrono::seconds kLongest{10};

  void note_change(Time now) {
    if (!first_) first_ = now;
    last_ = now;
  }
  /// @return whether there are changes, and now is the time.
  bool is_due(Time now) const {
    return first_ && (now - last_ >= kQuiet || now - *first_ >= kLongest);
  }
  /// The changes so far were taken.
  void reset() { first_.reset(); }

 private:
  std::optional<Time> first_;
  Time last_;
};

}  // namespace newswatch::daemon
