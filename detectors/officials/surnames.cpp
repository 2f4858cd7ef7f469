#include "detectors/officials/surnames.h"

#include <algorithm>
#include <array>
#include <cstdint>

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
  // Asked of every small word of a text, so compared as numbers.
  constexpr auto number = [](std::string_view small) {
    std::uint32_t value = 0;
    for (const char c : small) value = value << 8 | static_cast<unsigned char>(c);
    return value;
  };
  constexpr std::array kParticles = {
      number("y"),   number("af"),  number("al"),  number("da"),  number("de"),  number("di"),
      number("do"),  number("du"),  number("el"),  number("la"),  number("le"),  number("of"),
      number("zu"),  number("bin"), number("das"), number("del"), number("den"), number("der"),
      number("dos"), number("ibn"), number("ter"), number("und"), number("van"), number("von")};
  static_assert(std::ranges::is_sorted(kParticles));
  return word.size() <= 3 && std::ranges::binary_search(kParticles, number(word));
}

bool is_generation(std::string_view word) {
  constexpr auto kGenerations =
      std::to_array<std::string_view>({"ii", "iii", "iv", "jnr", "jr", "snr", "sr"});
  return std::ranges::find(kGenerations, word) != kGenerations.end();
}

}  // namespace newswatch::detectors::officials
