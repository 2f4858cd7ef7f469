#include "base/timestamp.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace newswatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// Takes exactly `digits` decimal digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, "-")) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, "-")) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const auto date = std::chrono::year(*year) / *month / *day;
  if (!date.ok()) return std::nullopt;
  return Date(date);
}

std::optional<milliseconds> take_time_of_day(std::string_view& text) {
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take(text, ":")) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ":")) return std::nullopt;
  const auto second = take_number(text, 2);
  if (!second || *second > 60) return std::nullopt;
  milliseconds time = hours(*hour) + minutes(*minute) + seconds(*second);
  if (!take(text, ".,")) return time;

  int milli = 0;
  std::size_t digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits) {
    if (digits < 3) milli = milli * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) milli *= 10;
  return time + milliseconds(milli);
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (text.empty() || take(text, "Zz")) return minutes(0);
  const bool negative = !text.empty() && text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || *hour > 23) return std::nullopt;
  take(text, ":");
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset = hours(*hour) + minutes(*minute);
  return negative ? -offset : offset;
}

}  // namespace

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return Timestamp(*date);
  if (!take(text, "Tt ")) return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const Timestamp moment = Timestamp(*date) + *time - *offset;
  return is_writable(moment) ? std::optional(moment) : std::nullopt;
}

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<Timestamp> from_epoch(double number) {
  constexpr double kLastSecond = 1e11, kLastMilli = 1e14, kLastMicro = 1e17, kLastNano = 1e20;
  const double size = std::fabs(number);
  if (!(size < kLastNano)) return std::nullopt;
  const double milli = size < kLastSecond  ? number * 1e3
                       : size < kLastMilli ? number
                       : size < kLastMicro ? number / 1e3
                                           : number / 1e6;
  const Timestamp time(milliseconds(static_cast<std::int64_t>(std::floor(milli))));
  return is_writable(time) ? std::optional(time) : std::nullopt;
}

std::string format_rfc3339(Timestamp time) {
  const auto day = std::chrono::floor<days>(time);
  const auto time_of_day = time - day;
  const auto whole = std::chrono::floor<seconds>(time_of_day);
  const auto milli = (time_of_day - whole).count();
  std::string text = format_date(day);
  const auto end = std::back_inserter(text);
  fmt::format_to(end, FMT_COMPILE("T{:02}:{:02}:{:02}"), whole.count() / 3600,
                 whole.count() / 60 % 60, whole.count() % 60);
  if (milli != 0) fmt::format_to(end, FMT_COMPILE(".{:03}"), milli);
  return text + "Z";
}

std::string format_date(Date date) {
  const std::chrono::year_month_day ymd(date);
  return fmt::format(FMT_COMPILE("{:04}-{:02}-{:02}"), static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

}  // namespace newswatch
