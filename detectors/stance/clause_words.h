#pragma once

#include <span>
#include <string_view>

#include "detectors/stance/lexicon.h"

namespace newswatch::detectors::stance {

/// Words that say how an act stands to the parties of its clause, and to what is the case.
struct ClauseWords {
  Kinds kinds = 0;
  Prepositions preposition = 0;
  bool are_verbs = false;  ///< Each in all its forms; `inflections.h` says how they are written.
  std::string_view words;  ///< Divided by blanks.
};

std::span<const ClauseWords> clause_words();

}  // namespace newswatch::detectors::stance
