#include "daemon/replay/day_counts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>

namespace newswatch::daemon {

void DayCounts::add(std::optional<Timestamp> time) {
  if (time) {
    ++days[std::chrono::floor<std::chrono::days>(*time)];
  } else {
    ++undated;
  }
}

void DayCounts::add(const DayCounts& more) {
  for (const auto& [day, count] : more.days) days[day] += count;
  undated += more.undated;
}

std::uint64_t DayCounts::total() const {
  std::uint64_t total = undated;
  for (const auto& [day, count] : days) total += count;
  return total;
}

std::optional<DaySpan> span_of(const DayCounts& counts) {
  if (counts.days.empty()) return std::nullopt;
  return DaySpan{.first = counts.days.begin()->first, .last = counts.days.rbegin()->first};
}

std::vector<std::uint64_t> series_of(const DayCounts& counts, const DaySpan& span,
                                     std::size_t most) {
  const auto days = static_cast<std::size_t>(span.days());
  const std::size_t each = (days + most - 1) / most;
  std::vector<std::uint64_t> series((days + each - 1) / each);
  for (const auto& [day, count] : counts.days) {
    if (day < span.first || day > span.last) continue;
    series[static_cast<std::size_t>((day - span.first).count()) / each] += count;
  }
  return series;
}

Rate rate_of(const DayCounts& counts, const DaySpan& span) {
  auto series = series_of(counts, span, static_cast<std::size_t>(span.days()));
  std::ranges::sort(series);
  const auto size = static_cast<double>(series.size());
  const auto at = [&](double share) {
    const auto index = static_cast<std::size_t>(std::lround(share * (size - 1)));
    return static_cast<double>(series[index]);
  };
  const auto sum = std::accumulate(series.begin(), series.end(), std::uint64_t{0});
  return {.mean = static_cast<double>(sum) / size, .low = at(0.1), .high = at(0.9)};
}

std::string sparkline(const std::vector<std::uint64_t>& series) {
  constexpr std::array<std::string_view, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::uint64_t most = series.empty() ? 0 : *std::ranges::max_element(series);
  std::string line;
  for (const std::uint64_t count : series) {
    if (count == 0) {
      line += ' ';
      continue;
    }
    const auto share = static_cast<double>(count) / static_cast<double>(most);
    line += kBlocks[static_cast<std::size_t>(std::ceil(share * kBlocks.size())) - 1];
  }
  return line;
}

}  // namespace newswatch::daemon
