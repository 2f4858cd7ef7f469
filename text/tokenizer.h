#pragma once

#include <memory>
#include <string_view>

#include "text/byte_masks.h"
#include "text/tokens.h"

namespace newswatch::text {

/// Splits fields into words. May own ICU's break iterator, so one tokenizer serves one thread.
///
/// Words are those of UAX #29: letters and digits with apostrophes and dots inside ("don't",
/// "3.5"), Chinese, Japanese, Thai and others by ICU's dictionaries. Beyond it: "U.S." is one word,
/// folded "us", the last dot included; colon and @ join nothing; "China's" is the word China, its
/// ending kept beside. Compounds with hyphen or slash are their parts. Markup is skipped (see
/// markup.h). A paragraph ends at a blank line, a block tag, U+2029, or at a line break behind a
/// mark that ends a sentence. Where sentences end is told in sentences.h. ASCII runs take a path of
/// their own, equal to ICU's; the rest goes through ICU run by run.
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
  std::unique_ptr<WordBreaks>
      word_breaks_;  ///< Made when first needed: each query has a tokenizer.
  ByteMasks masks_;
};

}  // namespace newswatch::text
