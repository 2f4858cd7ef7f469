#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/timestamp.h"

namespace newswatch::daemon {

/// How many of something there were on each day, and on none that is known.
struct DayCounts {
  std::map<Date, std::uint64_t> days = {};
  std::uint64_t undated = 0;

  void add(std::optional<Timestamp> time);
  void add(const DayCounts& more);
  std::uint64_t total() const;

  bool operator==(const DayCounts&) const = default;
};

/// From the first day to the last, both included.
struct DaySpan {
  Date first{};
  Date last{};

  std::int64_t days() const { return (last - first).count() + 1; }
};

/// @return the days that have a count; nothing where none has.
std::optional<DaySpan> span_of(const DayCounts& counts);

/// @return the counts of a span in order, days without any too; where there are more than `most`
/// days, of equally long stretches of days.
std::vector<std::uint64_t> series_of(const DayCounts& counts, const DaySpan& span,
                                     std::size_t most);

/// How many a day brings.
struct Rate {
  double mean = 0;
  double low = 0;   ///< Nine days in ten have as many or more.
  double high = 0;  ///< Nine days in ten have as many or fewer.
};

/// @return what the days of a span had.
Rate rate_of(const DayCounts& counts, const DaySpan& span);

/// @return a character for each number, from `▁` to the highest, `█`; a blank for none.
std::string sparkline(const std::vector<std::uint64_t>& series);

}  // namespace newswatch::daemon
