#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "correlation/surges/baseline.h"
#include "correlation/surges/stream_volume.h"
#include "correlation/surges/surge_entry.h"

namespace newswatch::correlation {

/// What both counts of a window usually are.
struct UsualCounts {
  CountDistribution stories;
  CountDistribution outlets;
};

/// The part of the past that a day's windows are compared with: all that had closed for certain
/// when the day began, whatever the clock says now, so that each look at them, early or late, is by
/// the same. Borrows from the entry and the stream.
struct DayPast {
  WindowLength length{1};
  WindowNumber day = 0;                  ///< The first window of the day.
  WindowNumber begin = 0;                ///< The oldest window.
  std::span<const WindowCounts> counts;  ///< Of each window from `begin` on.
  std::span<const std::uint32_t>
      articles;  ///< Of each hour from the begin of the oldest window on.
};

/// @param baseline  how far back it goes. @param lateness  behind its end a window closes.
DayPast past_of_day(const SurgeEntry& entry, const StreamVolume& stream, WindowNumber window,
                    std::chrono::hours baseline, std::chrono::milliseconds lateness);

/// What is usual on one day.
class DayFit {
 public:
  /// @return nothing where a day's worth of windows is not known yet.
  static std::optional<DayFit> create(const DayPast& past);

  /// @return whether it was made of the very same.
  bool is_of(const DayPast& past) const;

  /// @param others  the articles of the stream in a window of the day that are not this rule's
  ///                stories: the coverage is expected to grow with them.
  UsualCounts expect(WindowNumber window, double others) const;

  /// @return the articles of others that the window usually has: the mean of that time of the week;
  ///         0 where the past has none.
  double usual_others(WindowNumber window) const;

 private:
  DayFit(const DayPast& past, std::span<const PastWindow> stories,
         std::span<const PastWindow> outlets);

  WindowLength length_;
  WindowNumber day_;
  WindowNumber begin_;
  std::vector<WindowCounts> counts_;
  std::vector<std::uint32_t> articles_;
  Baseline stories_;
  Baseline outlets_;
  std::vector<double> usual_others_;  ///< Of each window of the day.
};

}  // namespace newswatch::correlation
