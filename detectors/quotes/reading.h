#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "base/byte_span.h"
#include "detectors/quotes/word_classes.h"
#include "text/markup.h"
#include "text/tokens.h"

namespace newswatch::detectors::quotes {

/// What stands before a word, as bits.
using GapMarks = std::uint16_t;

namespace gap {
enum : GapMarks {
  Comma = 1,
  Colon = 2,
  Semicolon = 4,
  Dash = 8,      ///< With blanks round it, or a long one.
  Opening = 16,  ///< A bracket.
  Closing = 32,
  Stop = 64,  ///< A full stop or an ellipsis.
  Question = 128,
  Exclamation = 256,
  Quotation = 512,  ///< A quotation mark.
  Break = 1024,     ///< The end of a paragraph.
};
}  // namespace gap

/// How a word stands in its text, as bits.
using Standing = std::uint8_t;

namespace standing {
enum : Standing {
  Capitalised = 1,
  Possessive = 2,
  BeginsSentence = 4,
  BeginsParagraph = 8,
  Quoted = 16,  ///< Inside a segment.
};
}  // namespace standing

/// @return whether the word ends so: short of a call, unlike that of a `std::string_view`.
template <std::size_t kSize>
bool ends_in(std::string_view word, const char (&ending)[kSize]) {  // NOLINT: a literal
  constexpr std::size_t kBytes = kSize - 1;
  return word.size() >= kBytes &&
         std::memcmp(word.data() + word.size() - kBytes, ending, kBytes) == 0;
}

/// A character that may be a quotation mark.
struct Mark {
  char32_t character = 0;
  ByteSpan span;            ///< Of the plain text.
  std::uint32_t token = 0;  ///< The first behind it.
  std::uint32_t paragraph = 0;
};

/// One field, prepared for the search for quotations. Positions in it are bytes of the plain text,
/// which is the field without markup; `origin_of` leads back.
struct Reading {
  std::string_view text;
  const text::Tokens* tokens = nullptr;
  std::vector<ByteSpan> words;  ///< Of each token, its possessive ending included.
  std::vector<WordClasses> classes;
  std::vector<GapMarks> gaps;       ///< Before each token; the last is behind all of them.
  std::vector<Standing> standings;  ///< Of each token; behind the last one there is nothing.
  std::vector<Mark> marks;

  std::uint32_t size() const { return static_cast<std::uint32_t>(words.size()); }
  const text::Token& token(std::uint32_t at) const { return tokens->tokens[at]; }
  std::string_view folded(std::uint32_t at) const {
    const text::Token& word = token(at);
    return {tokens->folded.data() + word.folded_begin, word.folded_end - word.folded_begin};
  }
  bool is(std::uint32_t at, WordClasses any) const { return (classes[at] & any) != 0; }
  bool has_gap(std::uint32_t at, GapMarks any) const { return (gaps[at] & any) != 0; }
  bool stands(std::uint32_t at, Standing any) const { return (standings[at] & any) != 0; }
  bool is_capitalised(std::uint32_t at) const { return stands(at, standing::Capitalised); }
  bool is_possessive(std::uint32_t at) const { return stands(at, standing::Possessive); }
  bool is_quoted(std::uint32_t at) const { return stands(at, standing::Quoted); }
  bool begins_sentence(std::uint32_t at) const { return stands(at, standing::BeginsSentence); }
  bool begins_paragraph(std::uint32_t at) const { return stands(at, standing::BeginsParagraph); }

  /// @return the bytes of the field behind a stretch of the plain text, which is not empty.
  ByteSpan origin_of(ByteSpan span) const { return plain ? plain->origin_of(span) : span; }
  /// @return the field's bytes of tokens `first` up to `end`, without the last one's possessive
  /// ending.
  ByteSpan span_of(std::uint32_t first, std::uint32_t end) const {
    return {token(first).span.begin, token(end - 1).span.end};
  }

  std::optional<text::PlainText> plain;  ///< Where the field holds markup.
};

/// @param reading  its memory is used again. It borrows the tokens and their field. That words are
///                 quoted is left to be noted, see `mark_quoted`.
void read_field(const text::Tokens& tokens, Reading& reading);

}  // namespace newswatch::detectors::quotes
