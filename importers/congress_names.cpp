#include "importers/congress_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "importers/node_text.h"
#include "text/folding.h"

namespace newswatch::importers {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto blank = std::min(text.find(' '), text.size());
    if (blank > 0) words.push_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return words;
}

std::string joined(std::string_view before, std::string_view after) {
  const bool both = !before.empty() && !after.empty();
  return fmt::format("{}{}{}", before, both ? " " : "", after);
}

/// Takes `(Jim)` out of `James (Jim)`, or `"Hank" ` out of `Henry C. "Hank" Johnson`.
/// @return what stood between.
std::string take_between(std::string& text, char open, char close) {
  const auto begin = text.find(open);
  const auto end = begin == std::string::npos ? begin : text.find(close, begin + 1);
  if (end == std::string::npos) return {};
  const std::string inside = text.substr(begin + 1, end - begin - 1);
  text.erase(begin, end + 1 - begin);
  std::string without;
  for (const auto word : words_of(text)) without = joined(without, word);
  text = without;
  return inside;
}

/// Takes "Jr." and the like off the end, with the comma before it.
/// @return it; empty when there is none.
std::string_view take_suffix(std::string& name) {
  constexpr std::array<std::string_view, 5> kSuffixes = {"Jr.", "Sr.", "II", "III", "IV"};
  const auto word = words_of(name).empty() ? std::string_view() : words_of(name).back();
  const auto* suffix = std::ranges::find(kSuffixes, word);
  if (suffix == kSuffixes.end()) return {};
  name.resize(name.size() - suffix->size());
  while (name.ends_with(' ') || name.ends_with(',')) name.pop_back();
  return *suffix;
}

bool is_initial(std::string_view word) {
  return word.size() == 2 && word[0] >= 'A' && word[0] <= 'Z' && word[1] == '.';
}

/// News leaves initials out, and a mention may have them where a name has none. Who goes by nothing
/// but initials keeps them.
std::string without_initials(std::string_view name, std::string_view last) {
  std::string kept;
  for (const auto word : words_of(name)) {
    if (!is_initial(word)) kept = joined(kept, word);
  }
  return kept.size() <= last.size() ? std::string(name) : kept;
}

void add_alias(CongressNames& names, const std::string& alias, const std::string& kind) {
  const auto is_same = [&](std::string_view other) {
    return text::fold(other) == text::fold(alias);
  };
  if (is_same(names.name) || std::ranges::any_of(names.aliases, is_same, &ImportedAlias::name))
    return;
  names.aliases.push_back({alias, kind, ""});
}

/// @return the title of the article about the person, which is what news calls them: "Bernie
///         Sanders". Empty when it has another surname.
std::string name_in_wikipedia(std::string_view title, std::string_view last) {
  std::string name(title.substr(0, title.find(" (")));
  take_suffix(name);
  return name.find(last) == std::string::npos ? std::string() : without_initials(name, last);
}

}  // namespace

CongressNames read_congress_names(const rules::Node& name, std::string_view wikipedia) {
  std::string first(text_at(name, "first"));
  std::string nickname(text_at(name, "nickname"));
  const std::string in_brackets = take_between(first, '(', ')');
  if (nickname.empty()) nickname = in_brackets;
  const auto last = text_at(name, "last");
  const auto middle = text_at(name, "middle");

  std::string full(text_at(name, "official_full"));
  if (full.empty()) full = joined(first, last);
  take_between(full, '"', '"');
  const auto own_suffix = take_suffix(full);
  const auto suffix = own_suffix.empty() ? text_at(name, "suffix") : own_suffix;

  CongressNames names;
  names.name = name_in_wikipedia(wikipedia, last);
  if (names.name.empty()) names.name = without_initials(full, last);
  const bool is_part = !last.empty() && names.name.find(last) != std::string::npos;
  if (is_part && last.find(' ') != std::string_view::npos) names.surname = last;
  add_alias(names, joined(full, suffix), "full");
  if (last.empty()) return names;
  add_alias(names, without_initials(full, last), "full");
  if (!first.empty() && !is_initial(first)) add_alias(names, joined(first, last), "full");
  if (!middle.empty() && !is_initial(middle)) {
    add_alias(names, joined(joined(first, middle), last), "full");
  }
  if (!nickname.empty()) add_alias(names, joined(nickname, last), "nickname");
  return names;
}

}  // namespace newswatch::importers
