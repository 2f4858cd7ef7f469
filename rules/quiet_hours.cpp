#include "rules/quiet_hours.h"

#include <fmt/format.h>

namespace newswatch::rules {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;

std::string clock_text(minutes time) {
  return fmt::format("{:02}:{:02}", time.count() / 60, time.count() % 60);
}

}  // namespace

std::optional<minutes> parse_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U})
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  const auto hours = (text[0] - '0') * 10 + (text[1] - '0');
  const auto rest = (text[3] - '0') * 10 + (text[4] - '0');
  if (hours > 23 || rest > 59) return std::nullopt;
  return minutes(hours * 60 + rest);
}

std::optional<Period> QuietHours::period_at(Timestamp time) const {
  const auto today = floor<days>(zone_.local(time));
  const minutes length = to_ > from_ ? to_ - from_ : to_ + days(1) - from_;
  for (const auto day : {today - days(1), today}) {
    const Period period{zone_.utc(LocalTime(day) + from_, TimeZone::Twice::First),
                        zone_.utc(LocalTime(day) + from_ + length, TimeZone::Twice::Second)};
    if (period.begin <= time && time < period.end) return period;
  }
  return std::nullopt;
}

std::string QuietHours::to_string() const {
  return fmt::format("{}-{} {}", clock_text(from_), clock_text(to_), zone_.name());
}

}  // namespace newswatch::rules
