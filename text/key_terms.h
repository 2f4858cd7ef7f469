#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newswatch::text {

/// One word or name of an article, as a number: who compares articles needs no letters.
struct KeyTerm {
  std::uint32_t hash = 0;   ///< Of the stem, or of the words of a name of several.
  std::uint8_t count = 1;   ///< 1 to `kMaxCount`: how often it stands there; in the first paragraph
                            ///< and the title it counts double.
  std::uint8_t rarity = 0;  ///< 0 to `kMaxRarity`, in bits: -log2 of the share of all articles that
                            ///< have the word, as far as that is known without reading them.
  // Bits, since terms are much of what is remembered of articles.
  bool in_title : 1 = false;
  bool in_lead : 1 = false;  ///< In the first sentence of the body.
  bool is_name : 1 = false;  ///< Capitalised inside a sentence.

  static constexpr std::uint8_t kMaxCount = 15;
  static constexpr std::uint8_t kMaxRarity = 15;

  bool operator==(const KeyTerm&) const = default;
};

/// What tells an article from others: its most telling words and names, in ascending order of
/// hashes, without doubles, so that equal articles give equal terms.
struct KeyTerms {
  std::vector<KeyTerm> terms;  ///< At most `kMaxTerms`.

  static constexpr std::size_t kMaxTerms = 60;

  bool operator==(const KeyTerms&) const = default;
};

/// @return the binary form, at most 450 bytes; its first number is its version.
std::string encode(const KeyTerms& terms);

/// Reads what `encode` wrote. Errors: `WrongType` for any other bytes, among them lists that are
/// longer than they may be, or out of order.
Result<KeyTerms> decode_key_terms(std::string_view bytes);

}  // namespace newswatch::text
