#include "base/units.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <ranges>
#include <span>

namespace newswatch {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t size;
};
constexpr std::array kSizes{Unit{"", 1}, Unit{"B", 1}, Unit{"KiB", 1 << 10}, Unit{"MiB", 1 << 20},
                            Unit{"GiB", 1 << 30}};
constexpr std::array kDurations{Unit{"ms", 1}, Unit{"s", 1'000}, Unit{"m", 60'000},
                                Unit{"h", 3'600'000}, Unit{"d", 86'400'000}};

std::optional<std::int64_t> parse_amount(std::string_view text, std::span<const Unit> units) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto unit = std::ranges::find(units, text.substr(digits), &Unit::name);
  std::int64_t number = 0;
  const auto error = std::from_chars(text.data(), text.data() + digits, number).ec;
  if (error != std::errc() || unit == units.end()) return std::nullopt;
  if (number > std::numeric_limits<std::int64_t>::max() / unit->size) return std::nullopt;
  return number * unit->size;
}

}  // namespace

std::optional<std::size_t> parse_size(std::string_view text) {
  const auto bytes = parse_amount(text, kSizes);
  if (!bytes) return std::nullopt;
  return static_cast<std::size_t>(*bytes);
}

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto count = parse_amount(text, kDurations);
  if (!count) return std::nullopt;
  return std::chrono::milliseconds(*count);
}

std::string format_duration(std::chrono::milliseconds duration) {
  const std::int64_t count = duration.count();
  const auto fits = [&](const Unit& unit) { return count != 0 && count % unit.size == 0; };
  const auto units = std::views::reverse(kDurations);
  const auto unit = std::ranges::find_if(units, fits);
  if (unit == units.end()) return "0s";
  return fmt::format("{}{}", count / unit->size, unit->name);
}

}  // namespace newswatch
