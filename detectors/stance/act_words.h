#pragma once

#include <span>
#include <string_view>

#include "alerts/findings.h"

namespace newswatch::detectors::stance {

/// Words that tell of acts of one class, and what joins them to the party that they concern.
struct ActWords {
  alerts::Quad quad;
  std::string_view frame;  ///< Letters, see `frames` in lexicon.cpp.
  std::string_view words;  ///< Verbs or nouns as `inflections.h` takes them, divided by blanks.
};

/// Source: the classes of CAMEO (Schrodt 2012), whose codes 01 to 05 are verbal cooperation, 06 to
/// 09 material cooperation, 10 to 13 verbal conflict, and 14 to 20 material conflict.
std::span<const ActWords> act_verbs();
std::span<const ActWords> act_nouns();

}  // namespace newswatch::detectors::stance
