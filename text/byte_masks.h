#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/padded_text.h"

namespace newswatch::text {

/// What each byte of a text is, as bits, 64 bytes a word: found for many bytes at once.
/// Source: the structural bitmaps of simdjson (Langdale and Lemire, "Parsing gigabytes of JSON per
/// second", The VLDB Journal 28, 2019). The vectors are those of Google Highway, for the best
/// instructions that the machine has (SSE2 to AVX-512, NEON).
class ByteMasks {
 public:
  /// Reads a text; what was read before is forgotten, its memory used again.
  /// @param lowered  becomes the text with ASCII letters in lower case.
  void read(std::string_view text, PaddedText& lowered);

  /// Calls `use` with the beginning and end of each run of bytes that are no blanks, in order.
  template <typename Use>
  void for_each_run(const Use& use) const {
    std::size_t begin = 0;
    bool inside = false;
    std::uint64_t blank_before = 1;
    // The blanks behind the text end its last run.
    for (std::size_t word = 0; word <= size_ / 64; ++word) {
      std::uint64_t changes = blank_[word] ^ (blank_[word] << 1 | blank_before);
      blank_before = blank_[word] >> 63;
      for (; changes != 0; changes &= changes - 1) {
        const std::size_t at = 64 * word + static_cast<std::size_t>(std::countr_zero(changes));
        if (inside) use(begin, at);
        begin = at;
        inside = !inside;
      }
    }
  }

  /// @return for up to 64 bytes from `from` on, which are neither ASCII letters nor digits; bytes
  /// behind the text are not.
  std::uint64_t not_alphanumeric(std::size_t from) const { return from64(not_alphanumeric_, from); }

 private:
  using Bits = std::vector<std::uint64_t>;

  static std::uint64_t from64(const Bits& bits, std::size_t from) {
    const std::size_t word = from / 64, shift = from % 64;
    return bits[word] >> shift | (shift == 0 ? 0 : bits[word + 1] << (64 - shift));
  }

  std::size_t size_ = 0;
  Bits blank_, not_alphanumeric_;  ///< One word more than the text fills.
  ReusableArray<char, 64> lowered_;
};

}  // namespace newswatch::text
