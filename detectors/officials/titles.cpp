#include "detectors/officials/titles.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/tokenizer.h"

namespace newswatch::detectors::officials {
namespace {

/// As the Associated Press and Reuters style guides shorten titles before names.
const std::array<std::pair<TitleWords, std::string>, 10> kAbbreviations = {{
    {{"prime", "minister"}, "pm"},
    {{"vice", "president"}, "vp"},
    {{"secretary"}, "sec"},
    {{"president"}, "pres"},
    {{"senator"}, "sen"},
    {{"representative"}, "rep"},
    {{"governor"}, "gov"},
    {{"general"}, "gen"},
    {{"ambassador"}, "amb"},
    {{"chancellor"}, "chanc"},
}};

TitleWords words_of(std::string_view title) {
  text::Tokenizer tokenizer;
  text::Tokens tokens;
  tokenizer.tokenize(title, tokens);
  TitleWords words;
  for (const text::Token& token : tokens.tokens) words.emplace_back(tokens.folded_of(token));
  return words;
}

void add(std::vector<TitleWords>& variants, TitleWords words) {
  if (!words.empty() && std::ranges::find(variants, words) == variants.end())
    variants.push_back(std::move(words));
}

/// "Secretary of the Treasury" gives "Secretary" and "Treasury Secretary".
void add_turned(std::vector<TitleWords>& variants, const TitleWords& title) {
  const auto of = std::ranges::find(title, "of");
  if (of == title.end() || of == title.begin()) return;
  const TitleWords head(title.begin(), of);
  TitleWords turned(of + 1, title.end());
  if (!turned.empty() && turned.front() == "the") turned.erase(turned.begin());
  turned.insert(turned.end(), head.begin(), head.end());
  add(variants, head);
  add(variants, turned);
  // "Minister of Foreign Affairs" is the Foreign Minister.
  std::erase(turned, "affairs");
  add(variants, turned);
}

void add_abbreviated(std::vector<TitleWords>& variants, const TitleWords& title) {
  for (const auto& [full, shorter] : kAbbreviations) {
    const auto found = std::ranges::search(title, full);
    if (found.empty()) continue;
    TitleWords words(title.begin(), found.begin());
    words.push_back(shorter);
    words.insert(words.end(), found.end(), title.end());
    add(variants, words);
  }
}

}  // namespace

std::vector<TitleWords> title_variants(std::string_view title) {
  std::vector<TitleWords> variants;
  const TitleWords words = words_of(title);
  add(variants, words);
  add_turned(variants, words);
  const auto unabbreviated = variants;
  for (const TitleWords& variant : unabbreviated) add_abbreviated(variants, variant);
  return variants;
}

bool is_abbreviation(std::string_view word) {
  // These stand in titles that a rule file gives.
  constexpr auto kOthers = std::to_array<std::string_view>(
      {"adm", "asst", "atty", "col", "def", "dep", "lt", "maj", "min"});
  return std::ranges::find(kOthers, word) != kOthers.end() ||
         std::ranges::any_of(kAbbreviations, [&](const auto& a) { return a.second == word; });
}

bool is_honorific(std::string_view word) {
  constexpr auto kHonorifics = std::to_array<std::string_view>(
      {"baroness", "dame",      "dr",   "frau",  "herr",     "lady", "lord",
       "m",        "madame",    "miss", "mme",   "monsieur", "mr",   "mrs",
       "ms",       "professor", "prof", "senor", "senora",   "sir"});
  return std::ranges::find(kHonorifics, word) != kHonorifics.end();
}

}  // namespace newswatch::detectors::officials
