#pragma once

#include <vector>

#include "detectors/quotes/attribution.h"
#include "detectors/quotes/reading.h"
#include "detectors/quotes/segments.h"

namespace newswatch::detectors::quotes {

/// Finds the turns of transcripts, paragraphs that begin with the speaker and a colon: "MS. DOE:
/// …", "Q: …". Paragraphs without a label go on with the turn before them.
///
/// @param segments  those inside turns are taken out: they are what speakers quote.
/// @param entries   emptied, and filled with one entry a paragraph.
void find_turns(const Reading& reading, std::vector<Segment>& segments,
                std::vector<Attributed>& entries);

}  // namespace newswatch::detectors::quotes
