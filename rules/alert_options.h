#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/map_reader.h"
#include "rules/quiet_hours.h"

namespace newswatch::rules {

/// Which articles of a story alert.
enum class AlertOn : std::uint8_t {
  Every,    ///< All that match.
  Updates,  ///< The first, and those that tell more.
  First,    ///< The first alone.
};

/// What becomes of an article that copies another of its story.
enum class Copies : std::uint8_t {
  Pass,      ///< It alerts, marked as a copy.
  Update,    ///< It is counted in the next alert of its story.
  Suppress,  ///< It is counted in the next alert of its rule.
};

/// At most so many alerts in any stretch of `per`.
struct Throttle {
  std::uint32_t at_most = 0;
  std::chrono::milliseconds per{0};
};

/// So many articles in a stretch of `within` before the first alert.
struct Threshold {
  std::uint32_t count = 0;
  std::chrono::milliseconds within{0};
};

/// What a rule asks of its alerts beyond its condition. By default every match alerts at once.
struct AlertOptions {
  AlertOn alert_on = AlertOn::Every;
  Copies copies = Copies::Pass;  ///< As written; what holds is `effective_copies`.
  std::optional<Throttle> throttle = {};
  std::optional<Threshold> threshold = {};
  std::optional<std::chrono::milliseconds> digest_every = {};
  std::shared_ptr<const QuietHours> quiet_hours = {};  ///< May be null.
};

/// @return what becomes of copies: where less than every match alerts, they don't pass, and where
///         only firsts do, they have no later alert of their story to go into.
Copies effective_copies(const AlertOptions& options);

/// Reads the keys `alert_on`, `copies`, `throttle`, `threshold`, `digest` and `quiet_hours` of a
/// rule, or of `defaults`. Reports what is wrong with them, what contradicts
/// another or can never have an effect; not what is wrong with the defaults alone, once more.
/// @param file      the name in problems. @param problems  where those of the maps inside go.
/// @param defaults  what holds where the map has no such key; `none` there lifts it.
AlertOptions read_alert_options(MapReader& reader, const std::string& file,
                                std::vector<Problem>& problems, const AlertOptions& defaults);

/// @return all that the options say, for the version of a rule: nothing where they are the default,
///         so that rules without options keep the version that they had before there were any.
std::vector<std::string> canonical_form(const AlertOptions& options);

}  // namespace newswatch::rules
