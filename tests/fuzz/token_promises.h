#pragma once

#include <string_view>

#include "base/utf8.h"
#include "tests/fuzz/fuzz_input.h"
#include "text/tokenizer.h"

namespace newswatch::fuzz {

inline bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || begins_character(text[at]);
}

/// What the header of the tokenizer promises of any UTF-8 text.
inline void require_promises(const text::Tokens& tokens) {
  std::uint32_t last_end = 0;
  for (const text::Token& token : tokens.tokens) {
    require(last_end <= token.span.begin, "words stand in order");
    require(token.span.begin < token.span.end, "a word has bytes");
    require(token.span.end <= token.full_end && token.full_end <= tokens.field.size(),
            "a word lies in its field");
    for (const auto at : {token.span.begin, token.span.end, token.full_end}) {
      require(is_boundary(tokens.field, at), "a word begins and ends between characters");
    }
    require(token.folded_begin <= token.folded_end && token.folded_end <= token.full_folded_end &&
                token.full_folded_end <= tokens.folded.size(),
            "a folded word lies in its text");
    last_end = token.full_end;
  }
  require(!first_invalid_utf8(tokens.folded), "folded words are UTF-8");
}

}  // namespace newswatch::fuzz
