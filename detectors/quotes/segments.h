#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/byte_span.h"
#include "detectors/quotes/reading.h"

namespace newswatch::detectors::quotes {

/// A stretch of text between quotation marks, none of which is inside another.
struct Segment {
  ByteSpan text;            ///< Of the plain text, without its marks and the blanks inside them.
  ByteSpan outer;           ///< With its marks.
  std::uint32_t first = 0;  ///< Tokens `first` up to, not including, `end`.
  std::uint32_t end = 0;
  std::uint32_t paragraph = 0;
  bool is_unclosed = false;   ///< Runs to the end of its paragraph.
  bool is_continued = false;  ///< Goes on with the unclosed segment before it.
};

/// Pairs quotation marks of every style: “ ”, " ", ‘ ’, ' ', « », » «, „ “, ‹ ›, 「 」, 『 』.
///
/// A mark that is never closed quotes up to the end of the paragraph; where the next paragraph
/// opens with the same mark, both are one quotation. Apostrophes and signs for inches quote
/// nothing. Single marks count outside double ones only.
///
/// @param segments  emptied and filled, by place.
void find_segments(const Reading& reading, std::vector<Segment>& segments);

/// Notes in `reading` which words stand in the segments.
void mark_quoted(std::span<const Segment> segments, Reading& reading);

}  // namespace newswatch::detectors::quotes
