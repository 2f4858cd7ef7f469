#pragma once

#include <vector>

#include "detectors/quotes/attribution.h"

namespace newswatch::detectors::quotes {

/// Finds speech that is told without marks: "Doe said that …", "Doe told reporters …", "…, Doe
/// said.", "According to Doe, …". A clause with quoted words in it is left to those.
///
/// @param entries  receives one entry a clause.
void find_indirect_speech(const Reading& reading, const Sayings& sayings,
                          std::vector<Attributed>& entries);

}  // namespace newswatch::detectors::quotes
