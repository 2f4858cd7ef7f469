#pragma once

#include <string_view>

#include "detectors/officials/field_words.h"
#include "detectors/officials/roster.h"

namespace newswatch::detectors::officials {

/// The country that stands beside a title.
struct TitleCountry {
  std::string_view code = {};  ///< Empty: none is named.
  bool is_unknown = false;     ///< A place that is no country of ours: "Ohio's attorney general".
  bool possessive = false;     ///< "Britain's foreign secretary".
  std::uint32_t first = 0;     ///< Where the words of title and country begin.
  std::uint32_t end = 0;       ///< Where they end.
};

/// Reads "US secretary of state", "Britain's foreign secretary", "prime minister of Canada".
/// @param in_text  also look behind the title, as for one that no name follows.
TitleCountry country_of_title(const FieldWords& words, const TitleHit& title, bool in_text = false);

/// @return whether the person has or had a role that the title may stand for, in this country where
/// one is given.
bool fits(const Roster& roster, std::uint32_t official, std::uint32_t title,
          std::string_view country);

}  // namespace newswatch::detectors::officials
