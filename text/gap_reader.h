#pragma once

#include <unicode/umachine.h>

#include <cstdint>
#include <string_view>

#include "text/tokens.h"

namespace newswatch::text {

/// The mark between two words that may end a sentence.
enum class Stop : std::uint8_t {
  None,
  FullStop,  ///< A single dot, which may also belong to an abbreviation.
  Other,     ///< `!`, `?`, several dots, or the full stop of another script.
};

/// What stands between two words.
struct Between {
  Gap gap = Gap::Space;
  Stop stop = Stop::None;
};

/// Reads what stands between two words, mark by mark.
///
/// @param marks   UTF-8: all bytes between the words.
/// @param dotted  whether the word before ends with a dot of its own, as "U.S." does.
Between read_between(std::string_view marks, bool dotted);

}  // namespace newswatch::text
