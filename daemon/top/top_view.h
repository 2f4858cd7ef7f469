#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/top/metrics_page.h"

namespace newswatch::daemon {

/// What a process told of itself at one time.
struct TopSample {
  MetricsPage metrics;
  bool ready = false;
  std::string readiness;  ///< `/readyz?verbose`, as it stands.
  std::string problems;   ///< `/api/v1/problems`, as it stands.
  std::chrono::steady_clock::time_point taken;
};

/// Draws a process at work: rates, lag by partition, where the time goes, and what went wrong last.
/// Rates are those between the two samples; control characters are shown as blanks.
/// @param from     what to call the process: its address.
/// @param columns  longer lines are cut. @return lines, each with its end.
std::string draw_top(std::string_view from, const TopSample& before, const TopSample& now,
                     std::size_t columns);

}  // namespace newswatch::daemon
