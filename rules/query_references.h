#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/query.h"

namespace newswatch::rules {

/// What a query may refer to.
struct ReferenceTargets {
  /// @return the query of the topic with this id, its own references not looked up; null when there
  /// is none.
  std::function<const Query*(const std::string& id)> topic;
  std::set<std::string> topics;                            ///< Their ids, for suggestions.
  std::set<std::string> officials;                         ///< Ids.
  std::set<std::string> roles;                             ///< As `role_id` makes them.
  std::map<std::string, std::vector<std::string>> labels;  ///< Officials by `key=value`.
};

/// Puts the queries of other topics in the place of their names, theirs too, and the officials who
/// have a label in the place of `speaker:label:…`.
/// @param id    of the topic that `query` belongs to.
/// @param text  the query as written, for messages.
/// Errors: `InvalidQuery` when a topic, official or office does not exist (with the nearest one),
/// when no official has a label that a speaker must have, when a topic refers to itself over any
/// number of steps (the message names them), and, of a query that names topics, whatever
/// `check_query` finds in the whole.
Result<Query> with_references(const std::string& id, const Query& query, std::string_view text,
                              const ReferenceTargets& targets);

/// @return the query with the topics it refers to spelt out: equal only for queries that mean the
/// same.
std::string spelled_out(const Query& query);

/// @return the name of an office in queries: "us-secretary-of-state" of "US" and "Secretary of
/// State".
std::string role_id(std::string_view country, std::string_view title);

}  // namespace newswatch::rules
