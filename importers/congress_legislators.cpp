#include "importers/congress_legislators.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "importers/congress_names.h"
#include "importers/node_text.h"
#include "importers/role_terms.h"
#include "importers/wikidata_item.h"
#include "rules/positioned_yaml.h"

namespace newswatch::importers {
namespace {

using rules::Node;

// A new Congress meets up to 12 days after the old one ended (1979, the longest in the lists).
constexpr std::chrono::days kLongestRecess{14};

constexpr std::array kTitles = {
    std::pair<std::string_view, std::string_view>{"sen", "Senator"},
    std::pair<std::string_view, std::string_view>{"rep", "Representative"},
    std::pair<std::string_view, std::string_view>{"prez", "President"},
    std::pair<std::string_view, std::string_view>{"viceprez", "Vice President"},
};

// Territories send people to the House who are no representatives.
constexpr std::array kTerritories = {
    std::pair<std::string_view, std::string_view>{"AS", "Delegate"},
    std::pair<std::string_view, std::string_view>{"DC", "Delegate"},
    std::pair<std::string_view, std::string_view>{"GU", "Delegate"},
    std::pair<std::string_view, std::string_view>{"MP", "Delegate"},
    std::pair<std::string_view, std::string_view>{"VI", "Delegate"},
    std::pair<std::string_view, std::string_view>{"PR", "Resident Commissioner"},
};

// Of the posts of parties, those that news writes before a name.
constexpr std::array<std::string_view, 9> kLeaders = {
    "Speaker of the House",   "House Majority Leader", "House Minority Leader",
    "House Majority Whip",    "House Minority Whip",   "Senate Majority Leader",
    "Senate Minority Leader", "Senate Majority Whip",  "Senate Minority Whip"};

template <std::size_t n>
std::string_view find_in(const std::array<std::pair<std::string_view, std::string_view>, n>& table,
                         std::string_view key) {
  const auto* found =
      std::ranges::find(table, key, &std::pair<std::string_view, std::string_view>::first);
  return found == table.end() ? std::string_view() : found->second;
}

std::string_view title_of(const Node& term) {
  const auto type = text_at(term, "type");
  const auto elsewhere = type == "rep" ? find_in(kTerritories, text_at(term, "state")) : "";
  return elsewhere.empty() ? find_in(kTitles, type) : elsewhere;
}

Gender gender_of(std::string_view letter) {
  if (letter == "F") return Gender::Female;
  return letter == "M" ? Gender::Male : Gender::Unknown;
}

const Node& map_at(const Node& map, std::string_view key) {
  static const Node nothing;
  const auto* entry = map.find(key);
  return entry == nullptr ? nothing : entry->value;
}

TermText term_text(std::string_view title, const Node& term) {
  return {std::string(title), "US", std::string(text_at(term, "start")),
          std::string(text_at(term, "end"))};
}

void read_roles(const Node& person, Date as_of, ImportedOfficial& official, ImportReport& report) {
  TermReader reader(as_of, false, report);
  for (const Node& term : map_at(person, "terms").items) {
    const auto title = title_of(term);
    if (title.empty()) {
      report.add(Finding::NoOffice,
                 fmt::format("{}: \"{}\"", official.name, text_at(term, "type")));
    } else {
      reader.read(official.name, term_text(title, term), official.roles);
    }
  }
  for (const Node& post : map_at(person, "leadership_roles").items) {
    const auto title = text_at(post, "title");
    if (std::ranges::find(kLeaders, title) == kLeaders.end()) continue;
    reader.read(official.name, term_text(title, post), official.roles);
  }
  join_roles(official.name, kLongestRecess, official.roles, report);
}

std::vector<std::string> distinctions_of(const Node& person) {
  std::vector<std::string> distinctions;
  const auto& terms = map_at(person, "terms").items;
  if (!terms.empty()) {
    const auto state = text_at(terms.back(), "state");
    if (!state.empty()) distinctions.push_back(ascii_lower(state));
  }
  const auto year = text_at(map_at(person, "bio"), "birthday").substr(0, 4);
  if (!year.empty()) distinctions.emplace_back(year);
  return distinctions;
}

ImportedOfficial read_person(const Node& person, Date as_of, ImportReport& report) {
  ImportedOfficial official;
  const Node& ids = map_at(person, "id");
  auto names = read_congress_names(map_at(person, "name"), text_at(ids, "wikipedia"));
  official.name = std::move(names.name);
  official.surname = std::move(names.surname);
  official.aliases = std::move(names.aliases);
  const auto item = text_at(ids, "wikidata");
  if (is_wikidata_item(item)) official.wikidata = item;
  official.gender = gender_of(text_at(map_at(person, "bio"), "gender"));
  official.distinctions = distinctions_of(person);
  read_roles(person, as_of, official, report);
  return official;
}

}  // namespace

Result<std::vector<ImportedOfficial>> read_congress_legislators(std::string_view content,
                                                                const std::string& file, Date as_of,
                                                                ImportReport& report) {
  std::vector<rules::Problem> problems;
  const auto root = rules::parse_yaml(content, file, problems);
  if (root && problems.empty() && !root->is_sequence()) {
    problems.push_back({file, root->position, "expected a list of people"});
  }
  if (!problems.empty()) {
    std::vector<std::string> lines;
    lines.reserve(problems.size());
    for (const auto& problem : problems) lines.push_back(to_string(problem));
    return fail(ErrorCode::WrongType, fmt::to_string(fmt::join(lines, "\n")));
  }
  std::vector<ImportedOfficial> officials;
  for (const Node& person : root->items) {
    auto official = read_person(person, as_of, report);
    const std::string place = fmt::format("{}:{}", file, person.position.line);
    if (official.name.empty()) {
      report.add(Finding::NoName, place);
    } else if (!has_letter(official.name)) {
      report.add(Finding::NameWithoutLetters, fmt::format("\"{}\", {}", official.name, place));
    } else if (official.roles.empty()) {
      report.add(Finding::NoRole, official.name);
    } else {
      officials.push_back(std::move(official));
    }
  }
  return officials;
}

}  // namespace newswatch::importers
