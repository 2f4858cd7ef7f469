#include "detectors/stance/inflections.h"

#include <string>

namespace newswatch::detectors::stance {
namespace {

constexpr std::string_view kVowels = "aeiou";

bool is_vowel(char letter) { return kVowels.find(letter) != std::string_view::npos; }

bool ends_in_consonant_and_y(std::string_view word) {
  return word.size() > 1 && word.back() == 'y' && !is_vowel(word[word.size() - 2]);
}

/// "attacks", "clashes", "denies".
std::string with_s(std::string_view word) {
  const std::string text(word);
  if (ends_in_consonant_and_y(word)) return text.substr(0, text.size() - 1) + "ies";
  for (const std::string_view ending : {"s", "x", "z", "ch", "sh", "o"}) {
    if (word.ends_with(ending)) return text + "es";
  }
  return text + "s";
}

/// "attacked", "blamed", "denied".
std::string with_ed(const std::string& word) {
  if (word.back() == 'e') return word + "d";
  if (ends_in_consonant_and_y(word)) return word.substr(0, word.size() - 1) + "ied";
  return word + "ed";
}

/// "attacking", "blaming", but "agreeing".
std::string with_ing(const std::string& word) {
  const bool drops_e = word.ends_with('e') && !word.ends_with("ee");
  return (drops_e ? word.substr(0, word.size() - 1) : word) + "ing";
}

}  // namespace

void inflect_verb(std::string_view verb, const UseForm& use) {
  const auto slash = verb.find('/');
  std::string_view past =
      slash == std::string_view::npos ? std::string_view() : verb.substr(slash + 1);
  std::string base(verb.substr(0, slash));
  const bool doubles = base.ends_with('+');
  if (doubles) base.pop_back();
  const std::string stem = doubles ? base + base.back() : base;
  use(base, kBase);
  use(with_s(base), kThird);
  use(with_ing(stem), kIng);
  if (past.empty()) use(with_ed(stem), kPast);
  while (!past.empty()) {
    const auto next = past.find('/');
    use(past.substr(0, next), kPast);
    past = next == std::string_view::npos ? std::string_view() : past.substr(next + 1);
  }
}

void inflect_noun(std::string_view noun, const std::function<void(std::string_view form)>& use) {
  if (noun.ends_with('-')) {
    use(noun.substr(0, noun.size() - 1));
    return;
  }
  use(noun);
  use(with_s(noun));
}

}  // namespace newswatch::detectors::stance
