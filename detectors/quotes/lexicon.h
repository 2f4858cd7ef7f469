#pragma once

#include <span>
#include <string_view>

#include "detectors/quotes/word_classes.h"

namespace newswatch::detectors::quotes {

/// Words of one class, parted by blanks, folded.
struct WordList {
  WordClasses classes = 0;
  std::string_view words;
};

/// Everything but the verbs of saying.
std::span<const WordList> word_lists();

/// Verbs of saying. `words` are base forms; irregular ones are followed by their past forms and
/// slashes: "say/said", "write/wrote/written". Verbs that double their last letter end in "+".
std::span<const WordList> cue_verbs();

/// First names of people in English-language news, with the gender that they nearly always tell.
std::span<const WordList> first_names();

}  // namespace newswatch::detectors::quotes
