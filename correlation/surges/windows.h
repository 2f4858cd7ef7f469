#pragma once

#include <chrono>
#include <cstdint>

#include "base/timestamp.h"

namespace newswatch::correlation {

/// The number of a window: how many of its length lie between 1970 and its begin, in UTC.
using WindowNumber = std::int64_t;

inline constexpr std::int64_t kDaysAWeek = 7;

/// The length of windows: hours of which a day is a multiple.
using WindowLength = std::chrono::hours;

inline WindowNumber window_at(Timestamp time, WindowLength length) {
  return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count() / length.count();
}

inline Timestamp begin_of(WindowNumber window, WindowLength length) {
  return Timestamp(window * length);
}

/// @return whether it can be one, of hours or longer: from 1970 to the year 9999.
inline bool is_plausible(WindowNumber window) {
  constexpr WindowNumber kHoursTill9999 = 8030LL * 366 * 24;
  return window >= 0 && window <= kHoursTill9999;
}

inline std::int64_t windows_a_day(WindowLength length) {
  return std::chrono::hours(std::chrono::days(1)) / length;
}

/// @return the first window of the day.
inline WindowNumber day_of(WindowNumber window, WindowLength length) {
  return window - window % windows_a_day(length);
}

}  // namespace newswatch::correlation
