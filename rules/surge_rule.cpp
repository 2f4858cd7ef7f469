#include "rules/surge_rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

#include "base/digest.h"
#include "base/nearest_name.h"
#include "base/units.h"
#include "rules/map_reader.h"

namespace newswatch::rules {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::string_view kSection = "surges";
constexpr std::uint32_t kMostOutlets = 100;
constexpr std::uint32_t kHighestLevel = 3;

/// What a surge can watch, by id.
using Targets = std::map<std::string, const RuleEntry*, std::less<>>;

Targets targets_in(const std::vector<RuleEntry>& entries,
                   std::span<const std::string_view> sections) {
  Targets targets;
  for (const RuleEntry& entry : entries) {
    if (entry.section != kSection && std::ranges::find(sections, entry.section) != sections.end())
      targets.try_emplace(entry.summary.id.value, &entry);
  }
  return targets;
}

/// @return the rule that is watched, or null with a problem.
const RuleEntry* read_target(MapReader& reader, const Targets& targets) {
  const std::string id = reader.required_text("of");
  if (id.empty()) return nullptr;
  const auto found = targets.find(id);
  if (found != targets.end()) return found->second;
  std::vector<std::string> ids;
  for (const auto& [known, entry] : targets) ids.push_back(known);
  reader.problem("of",
                 fmt::format("no rule to watch has the id \"{}\"{}", id, did_you_mean(id, ids)));
  return nullptr;
}

hours read_window(MapReader& reader, hours otherwise) {
  const auto window = reader.duration("window", hours(1), days(1));
  if (!window) return otherwise;
  if (days(1) % *window == std::chrono::milliseconds(0) && *window % hours(1) == hours(0))
    return std::chrono::duration_cast<hours>(*window);
  reader.problem(
      "window",
      fmt::format("a day is no multiple of {}: expected 1h, 2h, 3h, 4h, 6h, 8h, 12h or 1d",
                  format_duration(*window)));
  return otherwise;
}

hours read_baseline(MapReader& reader, hours otherwise) {
  const auto baseline = reader.duration("baseline", days(7), days(28));
  if (!baseline) return otherwise;
  if (*baseline % days(1) == std::chrono::milliseconds(0))
    return std::chrono::duration_cast<hours>(*baseline);
  reader.problem("baseline", "\"baseline\" must be whole days, as in 28d");
  return otherwise;
}

std::string definition_of(const RuleEntry& target, const RuleDirectory& directory) {
  const auto official = directory.officials.find(target.summary.id.value);
  return official != directory.officials.end() ? official->second : definition_of(target.node);
}

/// @return a hash of everything that changes what the rule does or says.
std::string version_of(const SurgeRule& rule, const std::string& target) {
  const RuleSummary& summary = rule.summary;
  std::vector<std::string> parts{std::string(kSection),
                                 summary.name,
                                 summary.severity,
                                 rule.alert ? "alert" : "",
                                 rule.of,
                                 target,
                                 format_duration(rule.window),
                                 format_duration(rule.baseline),
                                 format_duration(rule.cool_down),
                                 fmt::to_string(rule.least_outlets),
                                 fmt::to_string(rule.least_level)};
  for (const auto& [key, value] : summary.labels) parts.insert(parts.end(), {key, value});
  const auto options = canonical_form(rule.options);
  if (!options.empty()) parts.emplace_back("options");
  parts.insert(parts.end(), options.begin(), options.end());
  return digest({parts.begin(), parts.end()});
}

SurgeRule read_surge(const RuleEntry& entry, const Targets& targets, const RuleDirectory& directory,
                     Problems& problems) {
  MapReader reader = reader_of(entry, problems);
  SurgeRule rule{
      .summary = entry.summary, .alert = entry.alert, .options = entry.options, .of = {}};
  const RuleEntry* target = read_target(reader, targets);
  rule.window = read_window(reader, rule.window);
  rule.baseline = read_baseline(reader, rule.baseline);
  rule.cool_down = reader.duration("cool_down", hours(1), days(28)).value_or(rule.cool_down);
  rule.least_outlets = reader.number("least_outlets", 1, kMostOutlets).value_or(rule.least_outlets);
  rule.least_level = reader.number("least_level", 1, kHighestLevel).value_or(rule.least_level);
  reader.finish();
  if (target == nullptr) return rule;
  rule.of = target->summary.id.value;
  rule.summary.version = version_of(rule, definition_of(*target, directory));
  return rule;
}

}  // namespace

std::vector<SurgeRule> read_surges(const std::vector<RuleEntry>& entries,
                                   std::span<const std::string_view> sections,
                                   const RuleDirectory& directory, Problems& problems) {
  const Targets targets = targets_in(entries, sections);
  std::vector<SurgeRule> rules;
  for (const RuleEntry& entry : entries) {
    if (entry.section != kSection) continue;
    const std::size_t errors = problems.errors.size();
    SurgeRule rule = read_surge(entry, targets, directory, problems);
    if (problems.errors.size() == errors) rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace newswatch::rules
