#pragma once

#include <memory>
#include <optional>

#include "correlation/rules_in_force.h"
#include "daemon/rule_loading/rule_store.h"

namespace newswatch::daemon {

/// What the rules in force ask of correlation, made anew when they change. One thread uses it.
class CorrelationRules {
 public:
  /// @param rules  borrowed.
  explicit CorrelationRules(const RuleStore& rules) : rules_(rules) {}

  /// Only after rules were loaded. @return valid until the next call.
  const correlation::RulesInForce& current();

 private:
  const RuleStore& rules_;
  std::shared_ptr<const detectors::DetectorSet> made_of_;
  std::optional<correlation::RulesInForce> made_;
};

}  // namespace newswatch::daemon
