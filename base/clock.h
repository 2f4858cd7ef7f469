#pragma once

#include <chrono>

#include "base/timestamp.h"

namespace newswatch {

/// Where the time of day comes from. Passed in, never fetched: that is what makes a replay exact.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
};

/// The machine's clock. Stateless; any thread.
class SystemClock final : public Clock {
 public:
  Timestamp now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace newswatch
