#pragma once

#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"

namespace newswatch::alerts {

/// Cuts out the surroundings of matches, for readers who have not the article at hand.
/// @param matches  in order of place.
/// @return at most three stretches, in order, that overlap nowhere, each about 160 bytes round one
/// or more matches, cut
///         between words where there are blanks near.
std::vector<Place> snippets(const articles::Article& article, const std::vector<Match>& matches);

}  // namespace newswatch::alerts
