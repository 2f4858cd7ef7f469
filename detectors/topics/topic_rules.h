#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/rule_summary.h"
#include "detectors/topics/stance_condition.h"
#include "rules/query.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::topics {

/// A topic as its rule file gives it.
struct TopicRule {
  RuleSummary summary;
  bool alert = true;
  rules::Query query;  ///< With its references looked up.
  std::optional<StanceCondition> stance = {};
};

/// Reads the section `topics`. What is wrong with one is added to `problems` and leaves it out.
std::vector<TopicRule> read_topics(std::vector<rules::RuleEntry> entries,
                                   const rules::RuleDirectory& directory,
                                   rules::Problems& problems);

}  // namespace newswatch::detectors::topics
