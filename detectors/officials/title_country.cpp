#include "detectors/officials/title_country.h"

#include <algorithm>

#include "detectors/officials/name_words.h"

namespace newswatch::detectors::officials {
namespace {

using text::CountryForm;

/// "Washington secretary of state" is another's than that of the United States.
bool tells_country(const text::CountryTerm& term) {
  return term.form == CountryForm::Name || term.form == CountryForm::Adjective;
}

/// "Ohio Attorney General", "the state's attorney general".
bool is_other_place(const FieldWords& words, std::uint32_t before, bool in_text) {
  const auto word = words.folded(before);
  if (words.possessive(before)) return in_text;
  if (!words.capitalised(before) || is_function_word(word) || is_affiliation(word) ||
      is_rank(word) || is_honorific(word)) {
    return false;
  }
  return !words.is_headline_style() && (in_text || !words.begins_sentence(before));
}

void read_before(const FieldWords& words, bool in_text, TitleCountry& country) {
  const std::uint32_t first = country.first;
  if (!words.follows(first)) return;
  const auto before = words.country_before(first);
  if (before && tells_country(before->term)) {
    country.code = before->term.code;
    country.possessive = words.possessive(first - 1);
    if (!country.possessive) country.first = before->first;
  } else {
    country.is_unknown = is_other_place(words, first - 1, in_text);
  }
}

/// "secretary of state for health", but "thanked the president for coming".
bool is_portfolio(const FieldWords& words, std::uint32_t title_end, std::uint32_t at) {
  const auto office = words.folded(title_end - 1), word = words.folded(at);
  return (office == "state" || office == "minister") && !is_function_word(word) &&
         !word.ends_with("ing");
}

/// "of Canada", "for the United States"; "of the club" is no country's.
void read_behind(const FieldWords& words, TitleCountry& country) {
  std::uint32_t at = country.end;
  if (at >= words.size() || words.possessive(at - 1) || !words.follows(at)) return;
  const auto link = words.folded(at);
  if (link != "of" && link != "for") return;
  if (++at < words.size() && words.folded(at) == "the") ++at;
  if (at >= words.size()) return;
  const auto place = words.country_at(at);
  if (place && tells_country(place->term)) {
    country.code = place->term.code;
    country.end = place->first;
  } else {
    country.is_unknown =
        link == "of" || words.capitalised(at) || is_portfolio(words, country.end, at);
  }
}

}  // namespace

TitleCountry country_of_title(const FieldWords& words, const TitleHit& title, bool in_text) {
  TitleCountry country{.first = title.first, .end = title.end};
  read_before(words, in_text, country);
  if (in_text && country.code.empty() && !country.is_unknown) read_behind(words, country);
  return country;
}

bool fits(const Roster& roster, std::uint32_t official, std::uint32_t title,
          std::string_view country) {
  const Person& person = roster.people()[official];
  const auto& kinds = roster.titles().at(title).roles;
  for (std::size_t i = 0; i < person.roles.size(); ++i) {
    const auto& of_role = person.roles[i].country;
    if (std::ranges::binary_search(kinds, person.role_kinds[i]) &&
        (country.empty() || of_role.empty() || of_role == country)) {
      return true;
    }
  }
  return false;
}

}  // namespace newswatch::detectors::officials
