#pragma once

#include <string>
#include <string_view>

namespace newswatch::importers {

/// An office as news writes it, and whose.
struct Position {
  std::string title;    ///< "Secretary of State", "Prime Minister".
  std::string country;  ///< A code, or empty.
  bool acting = false;
};

/// Takes the country out of the name of a position, where the title needs it no more: "United
/// States Secretary of State", "Prime Minister of Japan", "President of the United States".
/// @param label    as Wikidata has it; "acting" may stand before it.
/// @param country  its code where the source names it; empty: the label's own. A country that is
///                 another stays in the title: "Governor of Georgia" of the US.
Position position_of(std::string_view label, std::string_view country);

}  // namespace newswatch::importers
