#include "detectors/officials/neighbours.h"

#include <algorithm>

#include "detectors/officials/name_words.h"
#include "detectors/officials/surnames.h"
#include "detectors/officials/titles.h"
#include "text/countries.h"

namespace newswatch::detectors::officials {
namespace {

using text::Gap;

constexpr Neighbours kSomebodyElse{Beside::SomebodyElse, Gender::Unknown};

bool is_name_of_roster(const Sightings& sightings, Field field, std::uint32_t first) {
  const auto name =
      std::ranges::lower_bound(sightings.names, TextPlace{field, first}, {}, &Sighting::place);
  return name != sightings.names.end() && name->place() == TextPlace{field, first};
}

bool ends_name_of_roster(const Sightings& sightings, Field field, std::uint32_t end) {
  const auto behind =
      std::ranges::lower_bound(sightings.names, TextPlace{field, end}, {}, &Sighting::place);
  return behind != sightings.names.begin() && (behind - 1)->field == field &&
         (behind - 1)->hit.end == end;
}

/// "Asked", "Calling", "Surely" at the beginning of a sentence are no given names.
bool looks_like_verb(std::string_view word) {
  return word.size() > 4 && (word.ends_with("ing") || word.ends_with("ed") || word.ends_with("ly"));
}

/// Whether a capitalised word says something of the name beside it without being a part of it.
bool is_outside_name(std::string_view word) {
  return is_function_word(word) || is_affiliation(word) || text::country_term(word).has_value();
}

Neighbours behind(const Sightings& sightings, const NameHit& hit, const FieldWords& words) {
  const std::uint32_t next = hit.end;
  if (next >= words.size() || words.possessive(next - 1) || !words.capitalised(next)) return {};
  if (words.hyphenated(next)) {
    if (is_name_of_roster(sightings, words.field(), next)) return {};
    return kSomebodyElse;
  }
  if (words.at(next).gap != Gap::Space || words.is_headline_style()) return {};
  const auto word = words.folded(next);
  if (is_outside_name(word) || is_followed_by_own(word) ||
      sightings.title_at(words.field(), next) != nullptr) {
    return {};
  }
  return kSomebodyElse;
}

/// @return by a given name that stands before token `end`.
Neighbours another_of(const FieldWords& words, std::uint32_t given) {
  Gender gender = gender_of_given_name(words.folded(given)).value_or(Gender::Unknown);
  if (words.follows(given) && is_honorific(words.folded(given - 1)))
    gender = gender_of_honorific(words.folded(given - 1));
  return {Beside::SomebodyElse, gender};
}

Neighbours behind_capitalised(const FieldWords& words, std::uint32_t before) {
  const auto word = words.folded(before);
  if (is_outside_name(word)) return {};
  if (is_rank(word)) return kSomebodyElse;
  const bool is_given = gender_of_given_name(word).has_value();
  const bool large_tells_nothing =
      words.is_headline_style() || (words.begins_sentence(before) && looks_like_verb(word));
  if (large_tells_nothing && !is_given) return {};
  return another_of(words, before);
}

Neighbours behind_title(const FieldWords& words, const TitleHit& title) {
  if (is_of_another_office(words, title.first)) return kSomebodyElse;
  return {Beside::Title, Gender::Unknown};
}

Neighbours before(const Sightings& sightings, const NameHit& hit, const FieldWords& words) {
  if (hit.first == 0) return {};
  const std::uint32_t before = hit.first - 1;
  const auto word = words.folded(before);
  if (words.hyphenated(hit.first)) {
    const bool alone = !words.capitalised(before) ||
                       ends_name_of_roster(sightings, words.field(), hit.first) ||
                       is_outside_name(word);
    return alone ? Neighbours() : kSomebodyElse;
  }
  if (!words.follows(hit.first) || words.possessive(before)) return {};
  if (const TitleHit* title = sightings.title_before(words.field(), hit.first))
    return behind_title(words, *title);
  if (is_honorific(word)) return {Beside::Honorific, gender_of_honorific(word)};
  if (is_initial(words.tokens(), words.at(before))) return {Beside::Initials, Gender::Unknown};
  if (words.capitalised(before)) return behind_capitalised(words, before);
  const bool particle = is_particle(word) && word != "of" && word != "do";
  return particle ? kSomebodyElse : Neighbours();
}

/// "Harmon & Sons", "Marchetti and Sons".
bool is_company(const FieldWords& words, std::uint32_t next) {
  if (words.gap(next).find('&') != std::string_view::npos) return true;
  return words.folded(next) == "and" && next + 1 < words.size() && words.capitalised(next + 1) &&
         (words.folded(next + 1) == "sons" || words.folded(next + 1) == "daughters");
}

/// "Walter Brandt Presidential Library": the word that tells may stand behind others in capitals.
bool leads_to_institution(const FieldWords& words, std::uint32_t next) {
  constexpr std::uint32_t kMostWords = 4;
  const std::uint32_t end = words.is_headline_style() ? next + 1 : next + kMostWords;
  for (std::uint32_t i = next; i < std::min(end, words.size()); ++i) {
    if (!words.follows(i) || !words.capitalised(i)) return false;
    const auto word = words.folded(i);
    if (is_named_after(word) || is_named_after_in_capitals(word)) return true;
    if (is_function_word(word) || is_followed_by_own(word) || words.possessive(i)) return false;
  }
  return false;
}

}  // namespace

bool is_of_another_office(const FieldWords& words, std::uint32_t title) {
  if (title == 0 || !(words.follows(title) || words.hyphenated(title))) return false;
  return is_other_office(words.folded(title - 1)) && !words.possessive(title - 1);
}

bool is_of_own(const FieldWords& words, const NameHit& hit) {
  const std::uint32_t next = hit.end;
  if (words.hyphenated(hit.first)) {
    const auto prefix = words.folded(hit.first - 1);
    return prefix == "pro" || prefix == "anti";
  }
  if (next >= words.size() || words.possessive(next - 1)) return false;
  const auto word = words.folded(next);
  if (words.hyphenated(next)) return word == "led" || word == "era" || word == "backed";
  return words.at(next).gap == Gap::Space && is_followed_by_own(word);
}

bool is_spouse_or_child(const FieldWords& words, const NameHit& hit) {
  constexpr std::uint32_t kMostWords = 4;
  for (std::uint32_t i = 1; i <= std::min(kMostWords, hit.first); ++i) {
    const std::uint32_t at = hit.first - i;
    if (is_kin(words.folded(at)) && words.at(at).sentence == words.at(hit.first).sentence)
      return true;
  }
  return false;
}

bool is_thing(const FieldWords& words, const NameHit& hit) {
  return words.follows(hit.first) && is_thing_before_name(words.folded(hit.first - 1)) &&
         (words.capitalised(hit.first - 1) || words.folded(hit.first - 1) == "vessel");
}

bool is_named_after(const FieldWords& words, const NameHit& hit) {
  const std::uint32_t next = hit.end;
  if (next >= words.size() || words.possessive(next - 1)) return false;
  if (words.at(next).gap == Gap::Other) return words.gap(next).find('&') != std::string_view::npos;
  if (words.at(next).gap != Gap::Space) return false;
  return is_named_after(words.folded(next)) || is_company(words, next) ||
         leads_to_institution(words, next);
}

Neighbours neighbours_of(const Sightings& sightings, const NameHit& hit, Field field) {
  const FieldWords& words = sightings.words(field);
  if (is_thing(words, hit) || is_named_after(words, hit)) return {Beside::Something, {}};
  const Neighbours left = before(sightings, hit, words);
  if (left.beside == Beside::SomebodyElse) return left;
  const Neighbours right = behind(sightings, hit, words);
  return right.beside == Beside::Nothing ? left : right;
}

}  // namespace newswatch::detectors::officials
