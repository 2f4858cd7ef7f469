#pragma once

#include <cstdint>
#include <string_view>

namespace newswatch::text {

/// What the full stop behind a word says about the sentence.
enum class Abbreviation : std::uint8_t {
  None,          ///< A word as any other: the full stop ends the sentence.
  Never,         ///< "Sen.", "vs.": something always follows.
  BeforeNumber,  ///< "No. 5": an abbreviation before a number, else a word.
  Often,         ///< "Inc.", "p.m.": ends a sentence when one visibly begins behind it.
};

/// Written usage in English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish and
/// Russian news; what is only an abbreviation with a capital ("Ill.", "Miss.") needs one.
/// @param folded  the word without its full stop, as `fold_into` makes it.
Abbreviation abbreviation_of(std::string_view folded, bool capitalised);

/// @return whether sentences often begin with this word and names hardly ever do: "The", "However".
bool begins_sentences(std::string_view folded);

/// The same without words that are also surnames ("Le", "An", "Das"), which follow initials.
bool begins_sentences_behind_initials(std::string_view folded);

/// @return whether a number with a full stop may stand before it as an ordinal: "3. Oktober".
bool follows_ordinals(std::string_view folded);

}  // namespace newswatch::text
