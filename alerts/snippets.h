#pragma once

#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"

namespace newswatch::alerts {

/// Cuts out the surroundings of matches, for readers who have not the article at hand.
/// @param matches  in order of place.
/// @return at most three stretches, in order, that overlap nowhere: about 160 bytes round a match,
/// and up to about 480 round several that are near each other, cut between words where there are
/// blanks near.
std::vector<Place> snippets(const articles::Article& article, const std::vector<Match>& matches);

}  // namespace newswatch::alerts
