#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "rules/alert_options.h"
#include "rules/surge_rule.h"

namespace newswatch::correlation {

/// What the rules in force ask of correlation. Immutable.
class RulesInForce {
 public:
  /// @param options  of each rule, by its id; those that ask for nothing may be absent.
  RulesInForce(std::unordered_map<std::string, rules::AlertOptions> options,
               std::vector<rules::SurgeRule> surges);

  /// @return what the rule asks of its alerts; the default for one that is not in force any more.
  const rules::AlertOptions& options_of(const std::string& rule) const;
  /// @return the surges that watch the rule.
  std::vector<const rules::SurgeRule*> surges_of(const std::string& rule) const;
  /// @return the surge rule, or null.
  const rules::SurgeRule* find_surge(const std::string& id) const;

 private:
  std::unordered_map<std::string, rules::AlertOptions> options_;
  std::vector<rules::SurgeRule> surges_;
  std::unordered_map<std::string, std::size_t> by_id_;                    ///< In `surges_`.
  std::unordered_map<std::string, std::vector<std::size_t>> by_watched_;  ///< Likewise.
};

}  // namespace newswatch::correlation
