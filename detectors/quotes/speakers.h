#pragma once

#include <span>
#include <vector>

#include "detectors/quotes/attribution.h"
#include "detectors/quotes/people.h"
#include "detectors/quotes/reading.h"

namespace newswatch::detectors::quotes {

/// Gives each quotation its speaker: the person whom the words beside it mean, and to quotations
/// without such words the speaker of one near by.
///
/// In order: the quotation that it continues; the last one of its sentence, then of its paragraph;
/// whom the sentence before it is about; the next one of its paragraph; the turns of a talk; the
/// last speaker of the paragraph before. What stays without a speaker is kept where it stands for
/// itself.
///
/// @param entries  by place.
void name_speakers(const Reading& reading, const Sayings& sayings, const People& people,
                   std::vector<Attributed>& entries);

}  // namespace newswatch::detectors::quotes
