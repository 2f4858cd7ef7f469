#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/digest.h"
#include "detectors/officials/official_detector.h"
#include "rules/map_reader.h"

namespace newswatch::detectors::officials {
namespace {

using rules::MapReader;
using rules::Official;
using rules::Role;

Role read_role(const rules::Node& node, const rules::RuleEntry& entry, rules::Problems& problems) {
  MapReader reader(node, entry.file, problems.errors);
  Role role;
  role.title = reader.required_text("title");
  role.country = reader.text("country").value_or("");
  reader.required_text("from");
  role.from = reader.date("from").value_or(Date());
  role.to = reader.date("to");
  if (role.to && *role.to <= role.from) {
    reader.problem("to", fmt::format("the role ends on {}, but begins on {}", format_date(*role.to),
                                     format_date(role.from)));
  }
  reader.finish();
  return role;
}

Official read_official(const rules::RuleEntry& entry, rules::Problems& problems) {
  MapReader reader(entry.node, entry.file, problems.errors);
  for (const char* key : rules::kCommonKeys) reader.know(key);
  Official official;
  official.name = entry.summary.name;
  official.aliases = reader.texts("aliases");
  official.surname = reader.text("surname").value_or(surname_of(official.name));
  if (official.name.find(official.surname) == std::string::npos) {
    reader.problem("surname", fmt::format("\"{}\" is no part of the name \"{}\"", official.surname,
                                          official.name));
  }
  for (const rules::Node* role : reader.maps("roles")) {
    official.roles.push_back(read_role(*role, entry, problems));
  }
  if (official.roles.empty()) {
    reader.problem(
        "roles",
        "an official needs at least one role, as in {title: Secretary of State, country: US, "
        "from: 2021-01-26, to: 2025-01-20}");
  }
  reader.finish();
  return official;
}

std::string version_of(const RuleSummary& summary, bool alert, const Official& official) {
  std::vector<std::string> parts = {"official",       summary.id.value,     summary.name,
                                    summary.severity, alert ? "alert" : "", official.surname};
  parts.insert(parts.end(), official.aliases.begin(), official.aliases.end());
  for (const Role& role : official.roles) {
    parts.insert(parts.end(), {role.title, role.country, format_date(role.from),
                               role.to ? format_date(*role.to) : ""});
  }
  for (const auto& [key, value] : summary.labels) parts.insert(parts.end(), {key, value});
  return digest({parts.begin(), parts.end()});
}

/// Two people of one name are told apart only by who is in office; the author should know.
void warn_of_namesakes(const std::vector<rules::RuleEntry>& entries,
                       const std::vector<Official>& officials, rules::Problems& problems) {
  std::map<std::string, std::size_t> owners;
  for (std::size_t i = 0; i < officials.size(); ++i) {
    auto names = officials[i].aliases;
    names.push_back(officials[i].name);
    for (const std::string& name : names) {
      const auto [owner, added] = owners.try_emplace(name, i);
      if (added || owner->second == i) continue;
      problems.warnings.push_back({entries[i].file, entries[i].node.position,
                                   fmt::format("\"{}\" is also a name of {}: it counts only while "
                                               "one of the two is in office alone",
                                               name, entries[owner->second].summary.id.value)});
    }
  }
}

}  // namespace

// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature of every detector
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries, const rules::RuleDirectory&,
                                 const DetectorOptions&, rules::Problems& problems) {
  std::vector<Official> officials;
  std::vector<RuleSummary> summaries;
  std::vector<bool> alert;
  for (const rules::RuleEntry& entry : entries) {
    officials.push_back(read_official(entry, problems));
    summaries.push_back(entry.summary);
    summaries.back().version = version_of(entry.summary, entry.alert, officials.back());
    alert.push_back(entry.alert);
  }
  warn_of_namesakes(entries, officials, problems);
  return std::make_unique<OfficialDetector>(std::move(officials), std::move(summaries),
                                            std::move(alert));
}

}  // namespace newswatch::detectors::officials
