#pragma once

#include "detectors/officials/roster.h"
#include "detectors/officials/sightings.h"

namespace newswatch::detectors::officials {

/// Finds names in scripts that put no blanks between words, character by character: dictionaries
/// cut names in many ways. Dots and blanks between the parts of a name do not count. A name of one
/// character is none, one of two must end where a word ends.
void find_unspaced_names(const Roster& roster, Sightings& sightings);

}  // namespace newswatch::detectors::officials
