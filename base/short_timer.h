#pragma once

#include <algorithm>
#include <chrono>

namespace newswatch {

/// Times work so short that reading the clock would count: that is taken off.
class ShortTimer {
 public:
  /// @return the time since the last call, or since it was made; not negative.
  std::chrono::nanoseconds lap() {
    const auto now = Clock::now();
    const auto taken = now - last_ - reading_cost();
    last_ = now;
    return std::max<std::chrono::nanoseconds>(taken, std::chrono::nanoseconds(0));
  }

 private:
  using Clock = std::chrono::steady_clock;

  static std::chrono::nanoseconds reading_cost() {
    static const auto cost = measured_reading_cost();
    return cost;
  }
  static std::chrono::nanoseconds measured_reading_cost() {
    constexpr int kTries = 100;
    auto least = std::chrono::nanoseconds::max();
    for (int i = 0; i < kTries; ++i) {
      const auto before = Clock::now();
      least = std::min<std::chrono::nanoseconds>(least, Clock::now() - before);
    }
    return least;
  }

  Clock::time_point last_ = Clock::now();
};

}  // namespace newswatch
