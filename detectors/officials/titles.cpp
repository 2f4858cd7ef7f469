#include "detectors/officials/titles.h"

#include <algorithm>
#include <array>
#include <utility>

#include "detectors/officials/name_index.h"

namespace newswatch::detectors::officials {
namespace {

/// As the Associated Press and Reuters style guides shorten titles before names, and the forms of
/// address of members of Congress.
const std::array<std::pair<TitleWords, std::string>, 15> kBeforeNames = {{
    {{"prime", "minister"}, "pm"},
    {{"vice", "president"}, "vp"},
    {{"secretary"}, "sec"},
    {{"president"}, "pres"},
    {{"senator"}, "sen"},
    {{"senators"}, "sens"},
    {{"representative"}, "rep"},
    {{"representative"}, "congressman"},
    {{"representative"}, "congresswoman"},
    {{"governor"}, "gov"},
    {{"general"}, "gen"},
    {{"ambassador"}, "amb"},
    {{"chancellor"}, "chanc"},
    {{"foreign", "minister"}, "fm"},
    {{"attorney", "general"}, "ag"},
}};

/// British and American spellings.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSpellings = {
    {{"defense", "defence"}, {"labor", "labour"}}};

using Variants = std::vector<TitleVariant>;

void add(Variants& variants, TitleWords words, bool stands_alone) {
  if (words.empty()) return;
  const auto known = std::ranges::find(variants, words, &TitleVariant::words);
  if (known == variants.end()) {
    variants.push_back({std::move(words), stands_alone});
  } else {
    known->stands_alone = known->stands_alone || stands_alone;
  }
}

bool is_institution(std::string_view word) {
  return word == "bank" || word == "commission" || word == "council" || word == "parliament";
}

/// "Secretary of the Treasury" gives "Secretary" and "Treasury Secretary".
void add_turned(Variants& variants, const TitleWords& title) {
  const auto of =
      std::ranges::find_if(title, [](const auto& word) { return word == "of" || word == "for"; });
  if (of == title.end() || of == title.begin()) return;
  const TitleWords head(title.begin(), of);
  TitleWords object(of + 1, title.end());
  if (!object.empty() && object.front() == "the") object.erase(object.begin());
  const auto turned = [&] {
    TitleWords words = object;
    words.insert(words.end(), head.begin(), head.end());
    return words;
  };
  add(variants, head, false);
  // "The state secretary" is another office than the secretary of state.
  add(variants, turned(), object != TitleWords{"state"});
  // "President of the European Commission" is the Commission President, too.
  if (object.size() == 2 && is_institution(object.back())) {
    TitleWords shorter = {object.back()};
    shorter.insert(shorter.end(), head.begin(), head.end());
    add(variants, shorter, true);
  }
  // "Minister of Foreign Affairs" is the Foreign Minister.
  if (std::erase(object, "affairs") > 0) add(variants, turned(), true);
}

/// "Foreign Minister" gives "Minister of Foreign Affairs" and "Minister for Foreign Affairs".
void add_spelt_out(Variants& variants, const TitleWords& title) {
  const bool turns = title.size() > 1 && title.back() == "minister" && title.front() != "prime";
  if (!turns) return;
  for (const char* link : {"of", "for"}) {
    TitleWords words = {"minister", link};
    words.insert(words.end(), title.begin(), title.end() - 1);
    add(variants, words, true);
    words.emplace_back("affairs");
    if (title.front() == "foreign") add(variants, std::move(words), true);
  }
}

/// "House Speaker" is the Speaker of the House, and Speaker before the name.
void add_speaker(Variants& variants, const TitleWords& title) {
  if (title != TitleWords{"house", "speaker"}) return;
  add(variants, {"speaker", "of", "the", "house"}, true);
  add(variants, {"speaker"}, false);
}

void add_spellings(Variants& variants) {
  const Variants before = variants;
  for (const TitleVariant& variant : before) {
    for (const auto& [one, other] : kSpellings) {
      TitleWords words = variant.words;
      std::ranges::replace(words, std::string(one), std::string(other));
      add(variants, words, variant.stands_alone);
      std::ranges::replace(words, std::string(other), std::string(one));
      add(variants, std::move(words), variant.stands_alone);
    }
  }
}

void add_before_names(Variants& variants) {
  const Variants before = variants;
  for (const TitleVariant& variant : before) {
    for (const auto& [full, shorter] : kBeforeNames) {
      const auto found = std::ranges::search(variant.words, full);
      if (found.empty()) continue;
      TitleWords words(variant.words.begin(), found.begin());
      words.push_back(shorter);
      words.insert(words.end(), found.end(), variant.words.end());
      add(variants, std::move(words), false);
    }
  }
}

}  // namespace

std::vector<TitleVariant> title_variants(std::string_view title) {
  Variants variants;
  const TitleWords words = name_words(title);
  add(variants, words, true);
  add_turned(variants, words);
  add_spelt_out(variants, words);
  add_speaker(variants, words);
  add_spellings(variants);
  add_before_names(variants);
  return variants;
}

bool is_held_by_one(std::string_view title) {
  static const std::array<TitleWords, 9> kWhole = {{{"president"},
                                                    {"vice", "president"},
                                                    {"prime", "minister"},
                                                    {"chancellor"},
                                                    {"attorney", "general"},
                                                    {"foreign", "secretary"},
                                                    {"home", "secretary"},
                                                    {"house", "speaker"},
                                                    {"secretary", "general"}}};
  const TitleWords words = name_words(title);
  if (std::ranges::find(kWhole, words) != kWhole.end()) return true;
  if (words.size() < 2) return false;
  const bool of_portfolio = words[1] == "of" || words[1] == "for";
  return ((words[0] == "secretary" || words[0] == "minister") && of_portfolio) ||
         (words.size() <= 3 && words.back() == "minister" && words[0] != "deputy" &&
          words[0] != "vice" && words[0] != "junior");
}

bool is_abbreviation(std::string_view word) {
  // These stand in titles that a rule file gives.
  constexpr auto kOthers = std::to_array<std::string_view>(
      {"adm", "asst", "atty", "col", "def", "dep", "lt", "maj", "min"});
  return std::ranges::find(kOthers, word) != kOthers.end() ||
         std::ranges::any_of(kBeforeNames, [&](const auto& a) { return a.second == word; });
}

}  // namespace newswatch::detectors::officials
