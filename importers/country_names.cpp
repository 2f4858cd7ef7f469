#include "importers/country_names.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>

#include "text/countries.h"
#include "text/folding.h"

namespace newswatch::importers {
namespace {

using text::CountryForm;
using NamesToCodes = std::map<std::string, std::string, std::less<>>;

NamesToCodes names_in_icu() {
  NamesToCodes codes;
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    icu::UnicodeString name;
    icu::Locale("", *code).getDisplayCountry(icu::Locale::getEnglish(), name);
    std::string bytes;
    codes.try_emplace(text::fold(name.toUTF8String(bytes)), *code);
  }
  return codes;
}

bool is_code(std::string_view text) {
  constexpr std::string_view kOrganisations[] = {"NATO"};
  const bool capitals = std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals && (text.size() == 2 ||
                      std::ranges::find(kOrganisations, text) != std::ranges::end(kOrganisations));
}

}  // namespace

std::optional<std::string> country_named(std::string_view words) {
  const auto term = text::country_term(words);
  // A capital names what belongs to the city: "Mayor of London".
  const bool named =
      term && (term->form == CountryForm::Name || term->form == CountryForm::Adjective);
  if (named) return std::string(term->code);
  static const NamesToCodes in_icu = names_in_icu();
  const auto found = in_icu.find(words);
  if (found == in_icu.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> country_code(std::string_view text) {
  if (is_code(text)) return std::string(text);
  const std::string folded = text::fold(text);
  std::string_view words = folded;
  for (const std::string_view lead : {"the ", "kingdom of ", "the "}) {
    if (auto code = country_named(words)) return code;
    if (words.starts_with(lead)) words.remove_prefix(lead.size());
  }
  return country_named(words);
}

}  // namespace newswatch::importers
