#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswatch::detectors::officials {

/// Folded words that stand before a name.
using TitleWords = std::vector<std::string>;

/// @param title  as a rule file gives it: "Secretary of State", "Minister of Foreign Affairs",
/// "Prime Minister".
/// @return the ways in which news writes that title before a surname: the title itself; of "X of Y"
/// also "X" and "Y X"; and
///         the usual abbreviations of each ("Sec.", "PM").
std::vector<TitleWords> title_variants(std::string_view title);

/// @return whether `word` (folded) of a title is written with a full stop that ends no sentence:
/// "sec", "gov".
bool is_abbreviation(std::string_view word);

/// @return whether `word` (folded) goes before a surname without telling who is meant: "mr", "dr",
/// "lord".
bool is_honorific(std::string_view word);

}  // namespace newswatch::detectors::officials
