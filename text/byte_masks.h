#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/reusable_array.h"

namespace newswatch::text {

/// What each byte of a text is, as bits, 64 bytes a word: found for many bytes at once.
/// Source: the structural bitmaps of simdjson (Langdale and Lemire, "Parsing gigabytes of JSON per
/// second", The VLDB Journal 28, 2019). The vectors are those of Google Highway, for the best
/// instructions that the machine has (SSE2 to AVX-512, NEON).
class ByteMasks {
 public:
  /// Reads a text; what was read before is forgotten, its memory used again.
  void read(std::string_view text);

  /// The text with ASCII letters in lower case. 64 bytes behind it may be read.
  const char* lowered() const { return lowered_.data(); }

  /// @return the first byte from `from` on that is a blank, or is none; the size of the text when
  /// there is no such.
  std::size_t next_blank(std::size_t from) const { return next(blank_, 0, from); }
  std::size_t next_not_blank(std::size_t from) const {
    return next(blank_, ~std::uint64_t{0}, from);
  }

  /// @return for up to 64 bytes from `from` on, which are neither ASCII letters nor digits; bytes
  /// behind the text are not.
  std::uint64_t not_alphanumeric(std::size_t from) const { return from64(not_alphanumeric_, from); }

 private:
  using Bits = std::vector<std::uint64_t>;

  std::size_t next(const Bits& bits, std::uint64_t flip, std::size_t from) const;
  static std::uint64_t from64(const Bits& bits, std::size_t from) {
    const std::size_t word = from / 64, shift = from % 64;
    return bits[word] >> shift | (shift == 0 ? 0 : bits[word + 1] << (64 - shift));
  }

  std::size_t size_ = 0;
  Bits blank_, not_alphanumeric_;  ///< One word more than the text fills.
  ReusableArray<char, 64> lowered_;
};

}  // namespace newswatch::text
