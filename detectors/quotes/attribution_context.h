#pragma once

#include "detectors/quotes/attribution.h"

namespace newswatch::detectors::quotes {

/// A segment and what stands round it.
struct Attributor::Context {
  const Segment& segment;
  std::uint32_t clause_begin = 0;  ///< Of the text before it in its sentence.
  std::uint32_t behind = 0;        ///< The first token behind it.
  std::uint32_t behind_end = 0;    ///< Where the sentence behind it, or the text outside, ends.
  char32_t last = 0;               ///< The last mark: `,`, `.`, `?`, `!`, or 0.
  bool has_text_before = false;    ///< In its sentence.
  std::uint32_t words = 0;
};

}  // namespace newswatch::detectors::quotes
