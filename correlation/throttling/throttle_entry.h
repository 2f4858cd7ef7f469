#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/digest_alert.h"
#include "alerts/suppressed.h"
#include "base/result.h"
#include "base/timestamp.h"

namespace newswatch::correlation {

/// What waits for the next digest of a rule.
struct HeldAlerts {
  Timestamp from;  ///< Begin of the time that the digest covers.
  Timestamp due;   ///< Its end, when the digest goes out.
  std::uint64_t articles = 0;
  bool reaches_threshold = true;                ///< Otherwise there will be no digest of them.
  std::vector<alerts::DigestItem> listed = {};  ///< The first of them, at most `kMostListed`.

  /// With what one item may have at most, 100 of them stay far below the 1 MB that a Kafka record
  /// may have by default.
  static constexpr std::size_t kMostListed = 100;

  bool operator==(const HeldAlerts&) const = default;
};

/// Copies of one story for its next alert to tell of.
struct FoldedCopies {
  std::string story;
  std::uint64_t count = 0;

  bool operator==(const FoldedCopies&) const = default;
};

/// What one rule remembers of its alerts. Its key is empty: a rule has one.
struct ThrottleEntry {
  /// The latest time that the rule has seen; none is earlier from then on.
  Timestamp clock{std::chrono::sys_days(std::chrono::year(0) / 1 / 1)};
  std::vector<Timestamp> published = {};  ///< Of the last alerts, ascending to `clock`.
  std::vector<Timestamp> matched = {};    ///< Likewise of matches that a threshold counts.
  alerts::Suppressed suppressed = {};     ///< Since the last alert that went out.
  std::vector<FoldedCopies> folded = {};  ///< At most `kMostFolded`, the oldest first.
  std::optional<HeldAlerts> held = {};

  static constexpr std::size_t kMostFolded = 32;
  static constexpr std::size_t kMostTimes = 1000;  ///< As rule files can ask for.

  /// @return whether an alert of the rule still has to tell of something.
  bool owes() const { return held || !suppressed.is_empty() || !folded.empty(); }
  bool operator==(const ThrottleEntry&) const = default;
};

/// @return the binary form, which names its version first: a few dozen bytes, and with a full
///         digest some 20 kB.
std::string encode(const ThrottleEntry& entry);

/// Reads what `encode` wrote. Errors: `WrongType` for bytes that it could not have written.
Result<ThrottleEntry> decode_throttle_entry(std::string_view bytes);

}  // namespace newswatch::correlation
