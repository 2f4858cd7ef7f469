#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/official.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::officials {

/// The place of each official in the list of all, by id.
using OfficialIds = std::map<std::string_view, std::size_t>;

/// Reads an entry of the section `officials`. What is wrong goes to `problems`; the rest is read
/// all the same.
/// @param offices  whose ids its roles may name; a role without title or country has those of its
///                 office.
rules::Official read_official(const rules::RuleEntry& entry,
                              const std::vector<rules::Office>& offices, rules::Problems& problems);

/// Reads an entry of the section `offices`.
rules::Office read_office(const rules::RuleEntry& entry, rules::Problems& problems);

/// Adds to each of the officials the roles that an office tells of them and they do not tell
/// themselves.
/// @param entry  of the office, for messages: holders that are nobody's id are reported.
void add_holders(const rules::Office& office, const rules::RuleEntry& entry, const OfficialIds& ids,
                 std::vector<rules::Official>& officials, rules::Problems& problems);

/// @return the version of a rule: a digest of all that it says.
std::string version_of(const rules::RuleEntry& entry, const rules::Official& official,
                       const std::vector<rules::Office>& offices);

}  // namespace newswatch::detectors::officials
