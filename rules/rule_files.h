#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule_summary.h"
#include "rules/alert_options.h"
#include "rules/map_reader.h"
#include "rules/positioned_yaml.h"

namespace newswatch::rules {

/// Everything that was wrong, or doubtful, with rule files.
struct Problems {
  std::vector<Problem> errors;    ///< Any one of them refuses the load.
  std::vector<Problem> warnings;  ///< The author should know; the load goes on.
};

/// One item of a section of a rule file. What all rules have in common is read; the rest is for the
/// part that acts on it.
struct RuleEntry {
  std::string section;  ///< `topics`, `officials`.
  std::string file;
  Node node;            ///< A map. Its position is that of the rule.
  RuleSummary summary;  ///< Without `version`, which covers what only the section's reader knows.
  bool alert = true;    ///< Whether it raises alerts of its own.
  AlertOptions options = {};  ///< What it asks of them.
};

/// @return a reader of the rule's own keys, which knows those that every rule may have. Borrows
/// both.
MapReader reader_of(const RuleEntry& entry, Problems& problems);

/// A rule file that comes from elsewhere than a disk.
struct RuleText {
  std::string name;       ///< What problems call it.
  std::string_view text;  ///< Borrowed.
  std::optional<std::string_view> only_id =
      std::nullopt;  ///< When set, it must hold one rule, and that with this id.
};

/// How grave a rule's alerts may be, from least to most.
inline constexpr std::array<std::string_view, 5> kSeverities = {"info", "low", "medium", "high",
                                                                "critical"};

/// Reads a rule file, or every `*.yaml` below a folder in order of path, except `*.test.yaml` and
/// names that begin with a dot (ConfigMaps mount those; what they point to is read under its plain
/// name).
/// @param sections  the names of sections that exist.
/// Adds to `problems`: unreadable paths, a folder without rules, broken YAML, unknown sections and
/// keys with the nearest valid name, missing or malformed ids, names and severities, and ids that
/// occur twice in all the files.
std::vector<RuleEntry> load_rule_files(const std::string& path,
                                       const std::vector<std::string>& sections,
                                       Problems& problems);

/// @return the files that `load_rule_files` would read, as far as folders can be read.
std::vector<std::string> rule_files_at(const std::string& path);

/// The same for texts. Adds to `problems` also those that do not hold the one rule that they must.
std::vector<RuleEntry> read_rules(std::span<const RuleText> texts,
                                  const std::vector<std::string>& sections, Problems& problems);

/// The same for one text, named `file` in messages.
std::vector<RuleEntry> read_rules(std::string_view text, const std::string& file,
                                  const std::vector<std::string>& sections, Problems& problems);

}  // namespace newswatch::rules
