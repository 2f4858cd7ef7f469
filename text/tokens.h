#pragma once

#include <cstdint>
#include <string_view>

#include "base/byte_span.h"
#include "text/padded_text.h"
#include "text/reusable_array.h"

namespace newswatch::text {

/// What stands between a word and the one before it.
enum class Gap : std::uint8_t {
  Space,      ///< Only blanks, or nothing at all (scripts without blanks).
  Dot,        ///< One full stop and blanks, as after an initial or an abbreviation.
  Hyphen,     ///< One hyphen, dash or slash without blanks: the two are parts of a compound.
  Other,      ///< Punctuation.
  Paragraph,  ///< The end of a paragraph, or the beginning of the field.
};

/// One word. Positions are indexes into the tokens of a field: every word takes one, marks take
/// none.
struct Token {
  ByteSpan span;               ///< Bytes of the field, without a possessive ending.
  std::uint32_t full_end = 0;  ///< Where the word ends with its possessive ending; else `span.end`.
  std::uint32_t folded_begin = 0;  ///< Into `Tokens::folded`.
  std::uint32_t folded_end = 0;    ///< Without a possessive ending.
  std::uint32_t full_folded_end = 0;
  std::uint32_t paragraph = 0;  ///< Counted from 0 in each field.
  std::uint32_t sentence = 0;   ///< Likewise; the end of a paragraph also ends a sentence.
  Gap gap = Gap::Paragraph;
  bool capitalised = false;   ///< Begins with an upper-case or title-case letter, or with one of a
                              ///< script without case.
  bool abbreviation = false;  ///< Single letters with dots, as "U.S.": folded without them.
};

/// The words of one field.
struct Tokens {
  std::string_view field;  ///< Borrowed from the article.
  ReusableArray<Token, 1> tokens;
  /// The text in lower case, in which words of ASCII letters and digits are folded where they
  /// stand; behind it all other words, folded one by one.
  PaddedText folded;

  std::string_view folded_of(const Token& t) const {
    return folded.view().substr(t.folded_begin, t.folded_end - t.folded_begin);
  }
  /// With the possessive ending, where there is one.
  std::string_view full_folded_of(const Token& t) const {
    return folded.view().substr(t.folded_begin, t.full_folded_end - t.folded_begin);
  }
  std::string_view raw_of(const Token& t) const { return t.span.of(field); }
};

}  // namespace newswatch::text
