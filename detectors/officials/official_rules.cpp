#include <fmt/format.h>

#include <map>

#include "detectors/officials/official_detector.h"
#include "detectors/officials/official_rule.h"
#include "rules/map_reader.h"

namespace newswatch::detectors::officials {
namespace {

/// Two people of one name are told apart only by who is in office; the author should know.
void warn_of_namesakes(const std::vector<rules::RuleEntry>& entries,
                       const std::vector<rules::Official>& officials, rules::Problems& problems) {
  std::map<std::string_view, std::size_t> owners;
  const auto check = [&](std::string_view name, std::size_t i) {
    const auto [owner, added] = owners.try_emplace(name, i);
    if (added || owner->second == i) return;
    problems.warnings.push_back(
        {entries[i].file, entries[i].node.position,
         fmt::format(
             "\"{}\" is also a name of {}: it counts only while one of the two is in office "
             "alone, or has a title before it that the other never had",
             name, entries[owner->second].summary.id.value)});
  };
  for (std::size_t i = 0; i < officials.size(); ++i) {
    for (const rules::Alias& alias : officials[i].aliases) check(alias.name, i);
    check(officials[i].name, i);
  }
}

void check_roles(const rules::RuleEntry& entry, const rules::Official& official,
                 rules::Problems& problems) {
  if (!official.roles.empty()) return;
  rules::MapReader(entry.node, entry.file, problems.errors)
      .problem(
          "roles",
          "an official needs at least one role, as in {title: Secretary of State, country: US, "
          "from: 2021-01-26, to: 2025-01-20}, or to be among the holders of an office");
}

/// The rules of both sections.
struct Sections {
  std::vector<rules::RuleEntry> officials;
  std::vector<rules::RuleEntry> offices;
};

Sections divide(std::vector<rules::RuleEntry> entries) {
  Sections sections;
  for (rules::RuleEntry& entry : entries)
    (entry.section == "offices" ? sections.offices : sections.officials)
        .push_back(std::move(entry));
  return sections;
}

std::vector<rules::Official> read_officials(const Sections& sections,
                                            const std::vector<rules::Office>& offices,
                                            rules::Problems& problems) {
  std::vector<rules::Official> officials;
  OfficialIds ids;
  for (const rules::RuleEntry& entry : sections.officials) {
    ids.try_emplace(entry.summary.id.value, officials.size());
    officials.push_back(read_official(entry, offices, problems));
  }
  for (std::size_t i = 0; i < offices.size(); ++i)
    add_holders(offices[i], sections.offices[i], ids, officials, problems);
  for (std::size_t i = 0; i < officials.size(); ++i)
    check_roles(sections.officials[i], officials[i], problems);
  return officials;
}

}  // namespace

std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries, const rules::RuleDirectory&,
                                 const DetectorOptions&, rules::Problems& problems) {
  const Sections sections = divide(std::move(entries));
  std::vector<rules::Office> offices;
  offices.reserve(sections.offices.size());
  for (const rules::RuleEntry& entry : sections.offices)
    offices.push_back(read_office(entry, problems));
  const auto officials = read_officials(sections, offices, problems);
  std::vector<RuleSummary> summaries;
  std::vector<bool> alert;
  for (std::size_t i = 0; i < officials.size(); ++i) {
    const rules::RuleEntry& entry = sections.officials[i];
    summaries.push_back(entry.summary);
    summaries.back().version = version_of(entry, officials[i], offices);
    alert.push_back(entry.alert);
  }
  warn_of_namesakes(sections.officials, officials, problems);
  return std::make_unique<OfficialDetector>(officials, offices, std::move(summaries),
                                            std::move(alert));
}

}  // namespace newswatch::detectors::officials
