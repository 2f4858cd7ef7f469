#include "detectors/officials/surnames.h"

#include <algorithm>
#include <array>

#include "text/tokenizer.h"

namespace newswatch::detectors::officials {

std::string surname_of(std::string_view name) {
  text::Tokenizer tokenizer;
  text::Tokens tokens;
  tokenizer.tokenize(name, tokens);
  auto last = tokens.tokens.end();
  while (last != tokens.tokens.begin() && is_generation(tokens.folded_of(*(last - 1)))) --last;
  if (last == tokens.tokens.begin()) return std::string(name);
  auto first = last - 1;
  while (first != tokens.tokens.begin() &&
         (first->gap == text::Gap::Hyphen || is_particle(tokens.folded_of(*(first - 1))))) {
    --first;
  }
  return std::string(name.substr(first->span.begin, (last - 1)->full_end - first->span.begin));
}

bool is_particle(std::string_view word) {
  constexpr auto kParticles = std::to_array<std::string_view>(
      {"af", "al", "bin", "da", "das", "de", "del", "den", "der", "di",  "do", "dos",
       "du", "el", "ibn", "la", "le",  "of", "ter", "und", "van", "von", "y",  "zu"});
  return word.size() <= 3 && std::ranges::binary_search(kParticles, word);
}

bool is_generation(std::string_view word) {
  constexpr auto kGenerations =
      std::to_array<std::string_view>({"ii", "iii", "iv", "jnr", "jr", "snr", "sr"});
  return std::ranges::find(kGenerations, word) != kGenerations.end();
}

}  // namespace newswatch::detectors::officials
