#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/timestamp.h"
#include "rules/time_zone.h"

namespace newswatch::rules {

/// A stretch of time, its end not included.
struct Period {
  Timestamp begin;
  Timestamp end;

  bool operator==(const Period&) const = default;
};

/// @return minutes since midnight of `22:00`; nothing for anything else.
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);

/// The hours of each day in which nobody wants alerts. Constant; any thread may ask it.
class QuietHours {
 public:
  /// @param from, to  minutes since midnight, not the same. From 22:00 to 06:00 means over
  /// midnight.
  QuietHours(std::chrono::minutes from, std::chrono::minutes to, TimeZone zone)
      : from_(from), to_(to), zone_(std::move(zone)) {}

  /// @return the quiet period that `time` lies in. It begins and ends by the clocks of the zone; on
  ///         days when they are set back it is as long as it can be.
  std::optional<Period> period_at(Timestamp time) const;

  /// @return all that it says: `22:00-06:00 Europe/Paris`.
  std::string to_string() const;

 private:
  std::chrono::minutes from_;
  std::chrono::minutes to_;
  TimeZone zone_;
};

}  // namespace newswatch::rules
