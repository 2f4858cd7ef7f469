// Prints how texts are split, for tests that hold it against others. Reads JSON strings, one a
// line; writes for each a JSON array of its words: folded, folded with the possessive ending, and
// the bytes from which to which it stands, the ending included.

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "text/tokenizer.h"

int main() {
  newswatch::text::Tokenizer tokenizer;
  newswatch::text::Tokens tokens;
  for (std::string line; std::getline(std::cin, line);) {
    const auto field = nlohmann::json::parse(line).get<std::string>();
    tokenizer.tokenize(field, tokens);
    auto words = nlohmann::json::array();
    for (const auto& token : tokens.tokens) {
      words.push_back({tokens.folded_of(token), tokens.full_folded_of(token), token.span.begin,
                       token.full_end});
    }
    std::cout << words << '\n';
  }
}
