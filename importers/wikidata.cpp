#include "importers/wikidata.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "importers/ambiguities.h"
#include "importers/country_names.h"
#include "importers/positions.h"
#include "importers/role_terms.h"
#include "importers/wikidata_item.h"
#include "text/folding.h"

namespace newswatch::importers {
namespace {

// Wikidata ends one term on the day on which the next begins, or on the day before.
constexpr std::chrono::days kLongestGap{1};

const Cell& cell(const Row& row, std::initializer_list<std::string_view> columns) {
  static const Cell nothing;
  for (const auto column : columns) {
    if (const auto found = row.find(column); found != row.end()) return found->second;
  }
  return nothing;
}

const std::string& text(const Row& row, std::initializer_list<std::string_view> columns) {
  return cell(row, columns).text;
}

/// @return `Q22686` of `http://www.wikidata.org/entity/Q22686`; empty when it is no item.
std::string item_of(std::string_view address) {
  const auto slash = address.rfind('/');
  if (slash != std::string_view::npos) address.remove_prefix(slash + 1);
  return is_wikidata_item(address) ? std::string(address) : std::string();
}

/// By which pronouns people go, by label and by item.
Gender gender_of(const std::string& value) {
  constexpr std::array kFemale = {"female", "trans woman", "Q6581072", "Q1052281"};
  constexpr std::array kMale = {"male", "trans man", "Q6581097", "Q2449503"};
  const std::string item = item_of(value);
  const auto is_value = [&](const char* known) { return known == value || known == item; };
  if (std::ranges::any_of(kFemale, is_value)) return Gender::Female;
  return std::ranges::any_of(kMale, is_value) ? Gender::Male : Gender::Unknown;
}

/// A person while rows come in.
struct Person {
  ImportedOfficial official;
  std::set<std::tuple<std::string, std::string, std::string, std::string>> terms;
};

void add_alias(ImportedOfficial& official, std::string alias, const std::string& language) {
  const auto is_same = [&](const ImportedAlias& other) { return other.name == alias; };
  if (alias == official.name || std::ranges::any_of(official.aliases, is_same)) return;
  official.aliases.push_back({std::move(alias), "", language});
}

/// Takes out what is no name by which a person can be told.
void check_aliases(ImportedOfficial& official, ImportReport& report) {
  const std::string surname = text::fold(surname_of(official));
  std::erase_if(official.aliases, [&](const ImportedAlias& alias) {
    const bool bare = text::fold(alias.name) == surname;
    if (!bare && has_letter(alias.name)) return false;
    report.add(bare ? Finding::SurnameAsAlias : Finding::NameWithoutLetters,
               fmt::format("{}: \"{}\"", official.name, alias.name));
    return true;
  });
}

void add_name(ImportedOfficial& official, const Cell& name) {
  const bool first = official.name.empty();
  if (first) official.name = name.text;
  if (name.language.empty()) return add_alias(official, name.text, "");
  const auto known =
      std::ranges::find(official.names, name.language, &std::pair<std::string, std::string>::first);
  if (known != official.names.end()) {
    if (known->second != name.text) add_alias(official, name.text, name.language);
    return;
  }
  official.names.emplace_back(name.language, name.text);
  if (name.language == "en") official.name = name.text;
}

void add_aliases(ImportedOfficial& official, const Row& row) {
  const Cell& alias = cell(row, {"alias"});
  if (!alias.text.empty()) add_alias(official, alias.text, alias.language);
  const Cell& several = cell(row, {"personAltLabel", "altLabel"});
  std::string_view rest = several.text;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(", "), rest.size());
    add_alias(official, std::string(rest.substr(0, comma)), several.language);
    rest.remove_prefix(std::min(comma + 2, rest.size()));
  }
}

/// Cuts a date down to what is known of it, so that it is refused as what it is.
std::string date_text(const Row& row, std::string_view column) {
  std::string date = text(row, {column});
  // An unknown value is a blank node: an address, or `t123`.
  if (date.find("genid") != std::string::npos || date.starts_with('t')) return {};
  if (date.starts_with('+')) date.erase(0, 1);
  const std::string& precision = text(row, {std::string(column) + "Precision"});
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  if (precision == "10") date.resize(std::min(date.size(), kMonth));
  if (!precision.empty() && precision != "10" && precision != "11") {
    date.resize(std::min(date.size(), kYear));
  }
  return date;
}

std::string country_of(const Row& row, const std::string& who, ImportReport& report) {
  const std::string& country = text(row, {"countryCode", "countryLabel", "country"});
  if (country.empty()) return {};
  if (auto code = country_code(country)) return *std::move(code);
  report.add(Finding::UnknownCountry, fmt::format("{}: \"{}\"", who, country));
  return {};
}

void add_term(Person& person, const Row& row, Date as_of, ImportReport& report) {
  const std::string& label = text(row, {"positionLabel", "position"});
  const std::string from = date_text(row, "start");
  const std::string to = date_text(row, "end");
  const std::string& country = text(row, {"countryCode", "countryLabel", "country"});
  if (!person.terms.emplace(label, country, from, to).second) return;
  const std::string& name = person.official.name;
  auto position = position_of(label, country_of(row, name + ", " + label, report));
  if (!item_of(label).empty() || !has_letter(position.title)) {
    return report.add(Finding::NoOffice, fmt::format("{}: \"{}\"", name, label));
  }
  const bool settled =
      row.contains("startPrecision") && (to.empty() || row.contains("endPrecision"));
  TermReader(as_of, !settled, report)
      .read(name,
            {std::move(position.title), std::move(position.country), from, to, position.acting},
            person.official.roles);
}

/// All rows of people with a usable name, by person, in the order of their first rows.
std::vector<std::vector<const Row*>> rows_by_person(const std::vector<Row>& rows,
                                                    ImportReport& report) {
  std::map<std::string, std::size_t> places;
  std::vector<std::vector<const Row*>> people;
  for (const Row& row : rows) {
    const std::string& name = text(row, {"name", "personLabel"});
    const std::string item = item_of(text(row, {"person"}));
    // Where there is no label, Wikidata repeats the item.
    if (name.empty() || is_wikidata_item(name)) {
      report.add(Finding::NoName, item.empty() ? "a row" : item);
    } else if (!has_letter(name)) {
      report.add(Finding::NameWithoutLetters, fmt::format("\"{}\"", name));
    } else {
      const auto [place, added] = places.try_emplace(item.empty() ? name : item, people.size());
      if (added) people.emplace_back();
      people[place->second].push_back(&row);
    }
  }
  return people;
}

ImportedOfficial join_person(const std::vector<const Row*>& rows, Date as_of,
                             ImportReport& report) {
  Person person;
  ImportedOfficial& official = person.official;
  official.wikidata = item_of(text(*rows.front(), {"person"}));
  if (!official.wikidata.empty()) official.distinctions = {official.wikidata};
  for (const Row* row : rows) add_name(official, cell(*row, {"name", "personLabel"}));
  for (const Row* row : rows) {
    add_aliases(official, *row);
    add_term(person, *row, as_of, report);
    if (official.gender == Gender::Unknown) {
      official.gender = gender_of(text(*row, {"genderLabel", "gender"}));
    }
  }
  check_aliases(official, report);
  join_roles(official.name, kLongestGap, official.roles, report);
  return official;
}

}  // namespace

std::vector<ImportedOfficial> join_wikidata(const std::vector<Row>& rows, Date as_of,
                                            ImportReport& report) {
  std::vector<ImportedOfficial> officials;
  for (const auto& of_one : rows_by_person(rows, report)) {
    auto official = join_person(of_one, as_of, report);
    if (official.roles.empty()) {
      report.add(Finding::NoRole, official.name);
    } else {
      officials.push_back(std::move(official));
    }
  }
  return officials;
}

}  // namespace newswatch::importers
