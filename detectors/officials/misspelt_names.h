#pragma once

#include "detectors/officials/roster.h"
#include "detectors/officials/sightings.h"

namespace newswatch::detectors::officials {

/// Finds names that differ by one letter from that of a person in office, right behind one of that
/// person's titles: "Secretary of State Helen Marcheti", and then "Marcheti" alone. The first
/// letter must be right, and the misspelt word have at least five letters. Where several people are
/// as near, or too many hold the office, nobody is meant.
void find_misspelt_names(const Roster& roster, Sightings& sightings);

/// @return whether `one` becomes `other` by one letter added, left out, replaced, or swapped with
/// the next (Damerau 1964). Words of ASCII; others compare byte by byte.
bool differ_by_one_letter(std::string_view one, std::string_view other);

}  // namespace newswatch::detectors::officials
