#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newswatch {

/// A moment in UTC, to the millisecond.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
/// A day in UTC.
using Date = std::chrono::sys_days;

/// The moments that RFC 3339 can write, whose years have four digits: from this one
inline constexpr Timestamp kFirstMoment{Date(std::chrono::year(0) / 1 / 1)};
/// to before this one. Sums of moments far outside could overflow.
inline constexpr Timestamp kEndOfMoments{Date(std::chrono::year(10'000) / 1 / 1)};
constexpr bool is_writable(Timestamp time) { return kFirstMoment <= time && time < kEndOfMoments; }

/// Parses `2026-11-23T08:30:00Z`, with fractions of a second (cut to milliseconds), an offset such
/// as
/// `+01:00` or `+0100`, a blank instead of `T`, and lower-case letters. A leap second counts as the
/// second after. Beyond RFC 3339, since news sources write it: no offset means UTC, and a bare date
/// its first moment. Source: RFC 3339.
/// @return nothing when the text is anything else, names a day that does not exist, or means a
/// moment outside the years 0 to 9999.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

/// Parses `2026-11-23`. @return nothing when the text is anything else, or names a day that does
/// not exist.
std::optional<Date> parse_date(std::string_view text);

/// @param number  time since 1970: seconds up to 10^11 (the year 5138), then milliseconds,
/// microseconds from 10^14
///                and nanoseconds from 10^17. News sources use all four, and nobody writes about
///                those years.
/// @return nothing outside the years 0 to 9999, which is all that RFC 3339 can write.
std::optional<Timestamp> from_epoch(double number);

/// @return `2026-11-23T08:30:00Z`, with three decimals only where there are milliseconds.
std::string format_rfc3339(Timestamp time);

/// @return `2026-11-23`.
std::string format_date(Date date);

}  // namespace newswatch
