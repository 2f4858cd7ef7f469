#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/strong_id.h"

namespace newswatch {

/// What an alert says about the rule that raised it.
struct RuleSummary {
  RuleId id;
  std::string name;
  std::string severity;
  std::vector<std::pair<std::string, std::string>> labels;  ///< In the order of the rule file.
  std::string version;  ///< A hash of the canonical rule with all that it refers to.
};

}  // namespace newswatch
