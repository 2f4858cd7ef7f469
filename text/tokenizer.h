#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_span.h"

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
  std::uint32_t paragraph = 0;
  Gap gap = Gap::Paragraph;
  bool capitalised = false;   ///< Begins with an upper-case or title-case letter, or with one of a
                              ///< script without case.
  bool abbreviation = false;  ///< Single letters with dots, as "U.S.": folded without them.
};

/// The words of one field.
struct Tokens {
  std::string_view field;  ///< Borrowed from the article.
  std::vector<Token> tokens;
  std::string folded;  ///< The folded words, one after the other.

  std::string_view folded_of(const Token& t) const {
    return std::string_view(folded).substr(t.folded_begin, t.folded_end - t.folded_begin);
  }
  /// With the possessive ending, where there is one.
  std::string_view full_folded_of(const Token& t) const {
    return std::string_view(folded).substr(t.folded_begin, t.full_folded_end - t.folded_begin);
  }
  std::string_view raw_of(const Token& t) const { return t.span.of(field); }
};

/// Splits fields into words. Owns ICU's break iterator, so one tokenizer serves one thread.
///
/// Words are those of UAX #29: letters and digits with apostrophes and dots inside ("don't",
/// "3.5"), Chinese, Japanese, Thai and others by ICU's dictionaries. Beyond it: "U.S." is one word,
/// folded "us", the last dot included; colon and @ join nothing; "China's" is the word China, its
/// ending kept beside. Compounds with hyphen or slash are their parts. Markup is skipped (see
/// markup.h). A paragraph ends at a blank line, a block tag, U+2029, or at a line break behind a
/// mark that ends a sentence. ASCII runs take a path of their own, equal to ICU's; the rest goes
/// through ICU run by run.
class Tokenizer {
 public:
  Tokenizer();
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  /// @param field  UTF-8, below 4 GiB; must outlive `out`.
  /// @param out    emptied and filled; its memory is used again.
  void tokenize(std::string_view field, Tokens& out);

 private:
  struct WordBreaks;
  std::unique_ptr<WordBreaks> word_breaks_;
};

}  // namespace newswatch::text
