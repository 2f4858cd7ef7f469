#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alerts/findings.h"
#include "base/rule_summary.h"
#include "detectors/topics/stance_condition.h"
#include "rules/query.h"
#include "rules/query_references.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::topics {

/// A rule that asks for what a query says: a topic, or a statement.
struct TopicRule {
  RuleSummary summary;
  bool alert = true;
  rules::Query query;  ///< With its references looked up.
  alerts::Kind kind = alerts::Kind::Topic;
  std::optional<StanceCondition> stance = {};
};

/// Queries by the id of their topic, their references not looked up.
using TopicQueries = std::unordered_map<std::string, rules::Query>;

/// Reads the section `topics`. What is wrong with one is added to `problems` and leaves it out.
std::vector<TopicRule> read_topics(std::vector<rules::RuleEntry> entries,
                                   const rules::RuleDirectory& directory,
                                   rules::Problems& problems);

/// @return the queries of the directory's topics, as far as they can be read: what is wrong with
/// them is told by `read_topics`.
TopicQueries topic_queries(const rules::RuleDirectory& directory);

/// @param queries  must outlive the result. @param ids  of all topics, readable or not.
rules::ReferenceTargets reference_targets(const TopicQueries& queries, std::set<std::string> ids,
                                          const rules::RuleDirectory& directory);

/// @param query    with its references looked up.
/// @param spelled  what it asks, with all it refers to.
/// @return a hash of everything that changes what the rule does or says.
std::string version_of(std::string_view kind, const rules::RuleEntry& entry,
                       const rules::Query& query, const std::string& spelled,
                       const rules::RuleDirectory& directory);

}  // namespace newswatch::detectors::topics
