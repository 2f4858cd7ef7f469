#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>

namespace newswatch::daemon {

/// A bar that says how far a long command is, where somebody watches.
class Progress {
 public:
  /// @param watched      whether `out` is a terminal; nothing is shown elsewhere.
  /// @param total_bytes  nothing when it can't be known, as of a pipe: then there is no bar, only
  /// counts.
  Progress(std::ostream& out, bool watched, std::optional<std::uint64_t> total_bytes);

  /// Redraws the bar, at most ten times a second.
  void show(std::uint64_t bytes, std::uint64_t articles);
  /// Takes the bar away, so that a line can be written in its place.
  void clear();

 private:
  using Steady = std::chrono::steady_clock;

  std::ostream& out_;
  bool watched_;
  std::optional<std::uint64_t> total_bytes_;
  Steady::time_point begin_ = Steady::now();
  Steady::time_point next_ = begin_;
  bool shown_ = false;
};

}  // namespace newswatch::daemon
