#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswatch::detectors::officials {

/// Folded words that stand before a name.
using TitleWords = std::vector<std::string>;

/// One way to write a title.
struct TitleVariant {
  TitleWords words;
  bool stands_alone = false;  ///< Names the office without a name beside it.
};

/// @param title  as a rule file gives it: "Secretary of State", "Minister of Foreign Affairs",
///               "Prime Minister".
/// @return the ways in which news writes that title: the title itself; of "X of Y" also "Y X", and
///         "X" before a name; of "Y Minister" also "Minister of Y" and "Minister for Y"; the
///         spellings of both sides of the Atlantic; and before a name the usual abbreviations
///         ("Sec.", "PM").
std::vector<TitleVariant> title_variants(std::string_view title);

/// @return whether a country has one such office at a time, so that its name stands for its holder:
/// a president or foreign minister, but no senator.
bool is_held_by_one(std::string_view title);

/// @return whether `word` (folded) of a title is written with a full stop that ends no sentence:
/// "sec", "gov".
bool is_abbreviation(std::string_view word);

}  // namespace newswatch::detectors::officials
