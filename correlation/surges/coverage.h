#pragma once

#include <chrono>
#include <string_view>

#include "base/timestamp.h"
#include "correlation/surges/surge_entry.h"
#include "rules/surge_rule.h"

namespace newswatch::correlation {

/// What a detection says to a surge of the rule that detected it. Borrows everything.
struct Coverage {
  Timestamp time;           ///< Event time.
  std::string_view story;   ///< Its id.
  std::string_view outlet;  ///< Its domain, else its name; may be empty, which is one outlet too.
  bool is_copy = false;     ///< Of an article by another outlet. It is no coverage of its own.
};

/// @param known  what is kept for the rule; may be null.
/// @param clock  the highest event time told; see `StreamVolume`.
/// @return what is known, or an entry that is watched from now on: there was none, or its windows
///         have another length.
SurgeEntry entry_for(const rules::SurgeRule& rule, const SurgeEntry* known, Timestamp clock);

/// Counts a detection in its window: its story once, and its outlet once. Order does not matter.
/// @return whether it came in time: its window has not closed, `lateness` behind its end.
bool count(const Coverage& coverage, Timestamp clock, std::chrono::milliseconds lateness,
           SurgeEntry& entry);

/// @return the stories of the window that the window before did not have, and its outlets. A story
///         that goes on from window to window is news only once.
WindowCounts counts_of(const SurgeEntry& entry, const OpenWindow& window);

/// @return the ids of the earliest stories of the window, in order of time.
std::vector<std::string> earliest_stories(const OpenWindow& window);

}  // namespace newswatch::correlation
