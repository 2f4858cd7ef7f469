#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/byte_codec.h"

namespace newswatch::text {

/// A sample of the shingles (runs of four words) of a text, by which one can tell how much of it
/// another text holds.
///
/// Kept are the shingles of the smallest hashes, so that of two texts the same shingles are kept
/// or left out: of short texts all, of longer ones `kMostMarks`. Source: Broder, "On the
/// resemblance and containment of documents", 1997. The numbers here: docs/decisions/0012.
struct Sketch {
  static constexpr std::size_t kMostMarks = 176;
  static constexpr std::size_t kShingleWords = 4;
  static constexpr std::uint32_t kQuoted = 1;  ///< The lowest bit of a mark.

  /// Ascending, no hash twice: 31 bits of hash, then one for a shingle with quoted words in it.
  std::vector<std::uint32_t> marks;
  /// Every shingle of the text whose mark is at most this is in `marks`.
  std::uint32_t limit = std::numeric_limits<std::uint32_t>::max();

  bool operator==(const Sketch&) const = default;
};

/// A word of a text to be sketched.
struct SketchWord {
  std::uint64_t hash = 0;
  bool quoted = false;  ///< Stands between quotation marks.
};

/// @param scratch  what is in it means nothing; its memory is used again.
Sketch sketch_of(std::span<const SketchWord> words, std::vector<std::uint32_t>& scratch);

/// How many shingles two texts have, and have in common, where both sketches tell.
struct Overlap {
  struct Count {
    std::uint32_t smaller = 0;  ///< Those of the text that has fewer.
    std::uint32_t shared = 0;

    /// @return the share of the smaller text that the other holds, from 0 to 1.
    double containment() const { return smaller == 0 ? 0 : double{1} * shared / smaller; }
  };
  Count all;
  Count unquoted;  ///< Of shingles that are quoted in neither.
};
Overlap overlap(const Sketch& a, const Sketch& b);

void write(ByteWriter& writer, const Sketch& sketch);
/// @return nothing when the bytes are no sketch that `write` could have written.
std::optional<Sketch> read_sketch(ByteReader& reader);

}  // namespace newswatch::text
