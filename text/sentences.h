#pragma once

#include <string_view>

#include "text/gap_reader.h"

namespace newswatch::text {

/// The word before a mark that may end a sentence.
struct WordBefore {
  std::string_view folded;
  bool capitalised = false;
  bool abbreviation = false;  ///< Dotted letters, as `Token::abbreviation`.
  bool first_in_paragraph = false;
};

/// The word behind it.
struct WordBehind {
  std::string_view folded;
  std::string_view raw;  ///< As written, and what follows it.
};

/// Whether a sentence ends between two words. The rules are for all languages; word lists
/// (abbreviations.h) only decide what a full stop behind an abbreviation means.
///
/// - A word in lower case begins no sentence.
/// - `!`, `?`, an ellipsis, and the full stops of other scripts end one. So does a full stop behind
///   a word that is no abbreviation, initial, or number of a list.
/// - Behind an abbreviation or initial that may also end a sentence, one ends when a word follows
///   that typically begins one: "in the U.S. The", but not "the U.S. Senate" or "Antony J.
///   Blinken".
bool ends_sentence(Stop stop, const WordBefore& before, const WordBehind& behind);

}  // namespace newswatch::text
