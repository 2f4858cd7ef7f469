#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/query.h"
#include "rules/query_error.h"
#include "text/tokenizer.h"

namespace newswatch::rules {

/// How a word or phrase is to be compared.
struct WordStyle {
  bool exact = false;
  std::string_view stem_language = {};  ///< Empty: no stemming.
};

/// Reads the words of queries. Owns a tokenizer, so that a query's words are those of an article.
class WordReader {
 public:
  /// @param text  what stands between quotation marks, or a word without blanks, with `*` and `?`
  /// for any characters and for one.
  /// @param at    where `text` begins in the query.
  std::variant<std::vector<Word>, QueryError> read(std::string_view text, WordStyle style,
                                                   std::size_t at);

 private:
  std::optional<QueryError> add(std::string_view piece, WordStyle style, std::size_t at,
                                std::vector<Word>& words);

  text::Tokenizer tokenizer_;
  text::Tokens tokens_;
  std::string protected_;
};

/// @return whether the word stands for any word at all.
bool is_any(const Word& word);

/// @return the word with one edit distance, or what keeps it from being compared so.
std::variant<Word, QueryError> fuzzy_word(const std::vector<Word>& words, std::uint32_t edits,
                                          std::size_t at);

/// @param pattern  RE2 syntax, for a whole folded word.
std::variant<Word, QueryError> regex_word(std::string_view pattern, std::size_t at);

}  // namespace newswatch::rules
