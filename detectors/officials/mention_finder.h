#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/timestamp.h"
#include "detectors/officials/roster.h"
#include "detectors/officials/sightings.h"
#include "text/analyser.h"

namespace newswatch::detectors::officials {

/// What of an article besides its words tells who is meant.
struct ArticleFacts {
  std::optional<Date> day;  ///< Decides between people who held one office.
  std::string_view
      country;  ///< Of the outlet, ISO 3166-1 alpha-2: its "prime minister" is at home.
};

/// Finds who is mentioned in an article: reads all names and titles that stand in it, then the
/// mentions that need no other, then those by office, then surnames alone.
/// Reads no more than the first 2,000 names and as many titles of a field, so that no text takes
/// long.
/// @param sightings  scratch; its `mentions` are the result, in order of field and place, none
///                   overlapping.
void find_mentions(const Roster& roster, const text::Analysis& analysis, const ArticleFacts& facts,
                   Sightings& sightings);

}  // namespace newswatch::detectors::officials
