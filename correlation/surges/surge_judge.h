#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/timestamp.h"
#include "correlation/surges/day_fit.h"
#include "correlation/surges/stream_volume.h"
#include "correlation/surges/surge_entry.h"
#include "rules/surge_rule.h"

namespace newswatch::correlation {

/// Much more coverage in a window than is usual there.
struct Surge {
  enum class Counted : std::uint8_t { Stories, Outlets };

  Timestamp from;  ///< The window.
  Timestamp to;
  Counted counted = Counted::Stories;  ///< What was more surprising, and is told.
  double expected = 0;
  std::uint64_t seen = 0;            ///< Until now: the window may still be open.
  double probability = 0;            ///< Of as much by chance, over both counts.
  int level = 0;                     ///< 1 below 10^-3, 2 below 10^-5, 3 below 10^-7.
  std::vector<std::string> stories;  ///< The ids of the window's earliest, in order of time.

  bool operator==(const Surge&) const = default;
};

/// What comes of a look at an entry.
struct Judgement {
  SurgeEntry entry;           ///< To be kept in its place.
  std::vector<Surge> surges;  ///< To be told now, in order.
};

/// Looks whether a rule's coverage surges. To be called for a rule with open windows whenever the
/// stream's volume was told, so that what a batch brought has been counted whole.
///
/// A window closes once the clock has passed its end by `lateness`. It is judged then, by the
/// volume that it had, and at each look before, by the greater of the usual volume and the present
/// pace. Looking often raises no more false alarms than looking once, since each look compares what
/// has come so far with what the whole window should bring.
///
/// A surge is told once, and again when it reaches a higher level. It lasts while windows stay
/// unusual (below 10^-2) and is over `cool_down` behind the last of them.
///
/// Results depend on the arguments alone; the fits of the day are kept to save time. One thread.
class SurgeJudge {
 public:
  /// @param lateness  not negative.
  explicit SurgeJudge(std::chrono::milliseconds lateness) : lateness_(lateness) {}

  Judgement judge(const rules::SurgeRule& rule, const StreamVolume& stream, SurgeEntry entry);

 private:
  std::optional<Surge> look_at(std::size_t index, const rules::SurgeRule& rule,
                               const StreamVolume& stream, SurgeEntry& entry);
  /// @return null where too little is known of the past.
  const DayFit* fit_for(WindowNumber window, const rules::SurgeRule& rule,
                        const StreamVolume& stream, const SurgeEntry& entry);

  std::chrono::milliseconds lateness_;
  std::unordered_map<std::string, DayFit> fits_;  ///< By rule id.
};

}  // namespace newswatch::correlation
