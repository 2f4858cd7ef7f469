#pragma once

#include <optional>
#include <string_view>

#include "text/word_table.h"

namespace newswatch::text {

/// How frequent a word is in English news without a sample at hand: the most frequent words by
/// their rank, all others by their length. Rough, and the same on every machine.
/// @param folded  one folded word.
/// @return the share of articles that have it, above 0 and at most 1.
double share_of_word(std::string_view folded);
/// The same. @param key  of the word, where it is at hand.
double share_of_word(const WordKey& key, std::string_view folded);

/// @return the share of a word among the most frequent; nothing for any other.
std::optional<double> ranked_share(std::string_view folded);

/// @return the share of words of so many letters, as far as they are not among the most frequent.
double share_by_length(std::size_t letters);

}  // namespace newswatch::text
