#pragma once

#include "detectors/officials/roster.h"
#include "detectors/officials/sightings.h"

namespace newswatch::detectors::officials {

/// Finds mentions by office alone: "the US secretary of state", "Britain's foreign secretary", "the
/// prime minister". They mean the holder on the article's date. Without a country beside it, an
/// office is that of the only holder whom the article names or has told of, else of the outlet's
/// country. Where anything speaks against that, nobody is meant: another country or state, a holder
/// who is not tracked, words such as "former", "next", "deputy", "a", or an office that is spoken
/// of rather than its holder. Call after the fuller mentions.
void find_office_mentions(const Roster& roster, Sightings& sightings);

}  // namespace newswatch::detectors::officials
