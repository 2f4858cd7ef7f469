#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

namespace newswatch::daemon {

/// Says how far a long command is: as a bar where somebody watches, elsewhere as a line now and
/// then.
class Progress {
 public:
  /// @param watched  whether `out` is a terminal.
  Progress(std::ostream& out, bool watched);

  /// Redraws the bar, at most ten times a second, or writes a line every ten seconds.
  /// @param total  of which `done` is a part; nothing when it can't be known, as of a pipe: then
  /// there are only counts.
  void show(std::uint64_t done, std::optional<std::uint64_t> total, std::uint64_t articles);
  /// Takes the bar away, so that a line can be written in its place.
  void clear();

 private:
  using Steady = std::chrono::steady_clock;

  std::string words(std::uint64_t done, std::optional<std::uint64_t> total,
                    std::uint64_t articles) const;

  /// Where the first call found things: an earlier run may have come so far.
  struct Start {
    std::uint64_t done = 0;
    std::uint64_t articles = 0;
  };

  std::ostream& out_;
  bool watched_;
  Steady::time_point begin_ = Steady::now();
  Steady::time_point next_;
  std::optional<Start> start_;
  bool shown_ = false;
};

}  // namespace newswatch::daemon
