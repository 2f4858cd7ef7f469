#include "importers/ambiguities.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>

#include "text/folding.h"

namespace newswatch::importers {
namespace {

/// One term of one person, among those of one surname and office.
struct Holding {
  const ImportedOfficial* official;
  const ImportedRole* role;
};

bool is_at_one_time(const ImportedRole& a, const ImportedRole& b) {
  return (!b.to || a.from < *b.to) && (!a.to || b.from < *a.to);
}

void report_shared_names(const std::vector<ImportedOfficial>& officials, ImportReport& report) {
  std::map<std::string, std::set<std::string>> owners;
  for (const ImportedOfficial& official : officials) {
    owners[text::fold(official.name)].insert(official.id);
    for (const auto& alias : official.aliases) owners[text::fold(alias.name)].insert(official.id);
    for (const auto& [language, name] : official.names)
      owners[text::fold(name)].insert(official.id);
  }
  for (const auto& [name, ids] : owners) {
    if (ids.size() < 2) continue;
    report.add(Finding::DuplicateName, fmt::format("\"{}\": {}", name, fmt::join(ids, ", ")));
  }
}

/// @return the ids of those who held the office beside another.
std::set<std::string> held_at_one_time(std::span<const Holding> holdings) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < holdings.size(); ++i) {
    for (const Holding& other : holdings.subspan(i + 1)) {
      if (other.official == holdings[i].official) continue;
      if (!is_at_one_time(*holdings[i].role, *other.role)) continue;
      ids.insert({holdings[i].official->id, other.official->id});
    }
  }
  return ids;
}

void report_shared_offices(const std::vector<ImportedOfficial>& officials, ImportReport& report) {
  std::map<std::string, std::vector<Holding>> holders;
  for (const ImportedOfficial& official : officials) {
    for (const ImportedRole& role : official.roles) {
      const auto office = fmt::format("{}, {}{}{}", text::fold(surname_of(official)), role.title,
                                      role.country.empty() ? "" : ", ", role.country);
      holders[office].push_back({&official, &role});
    }
  }
  for (const auto& [office, holdings] : holders) {
    const auto ids = held_at_one_time(holdings);
    if (ids.empty()) continue;
    report.add(Finding::SameSurnameAndOffice, fmt::format("{}: {}", office, fmt::join(ids, ", ")));
  }
}

}  // namespace

std::string surname_of(const ImportedOfficial& official) {
  if (!official.surname.empty()) return official.surname;
  const auto blank = official.name.rfind(' ');
  return blank == std::string::npos ? official.name : official.name.substr(blank + 1);
}

void report_ambiguities(const std::vector<ImportedOfficial>& officials, ImportReport& report) {
  report_shared_names(officials, report);
  report_shared_offices(officials, report);
}

}  // namespace newswatch::importers
