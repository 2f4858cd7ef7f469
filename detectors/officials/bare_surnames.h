#pragma once

#include "detectors/officials/roster.h"
#include "detectors/officials/sightings.h"

namespace newswatch::detectors::officials {

/// Finds whom surnames alone mean, once the fuller mentions and those by office are known: the
/// nearest person of that surname named before; in a headline without one, the first in the text.
/// A surname that the article never explains counts when only one tracked person has it and
/// something of that person stands near: a term of the rule, the office, the country.
void find_bare_surnames(const Roster& roster, Sightings& sightings);

}  // namespace newswatch::detectors::officials
