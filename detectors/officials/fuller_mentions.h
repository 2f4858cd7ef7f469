#pragma once

#include "detectors/officials/roster.h"
#include "detectors/officials/sightings.h"

namespace newswatch::detectors::officials {

/// Finds the mentions that need no other: full names, aliases, surnames with a title before or
/// behind them ("Blinken, the top US diplomat,"), and titles with a name misspelt by one letter.
/// Leaves an anchor for each, and for everybody else of a surname of the roster; settles the
/// sightings that need no further look.
void find_fuller_mentions(const Roster& roster, Sightings& sightings);

}  // namespace newswatch::detectors::officials
