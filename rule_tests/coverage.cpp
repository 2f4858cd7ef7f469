#include "rule_tests/coverage.h"

namespace newswatch::rule_tests {

void Coverage::add(const std::string& topic, const alerts::Explanation& explanation) {
  std::size_t next = 0;
  walk(explanation, clauses_[topic], next);
}

/// The tree of a topic has the same clauses in the same order for every article.
void Coverage::walk(const alerts::Explanation& explanation, std::vector<Clause>& clauses,
                    std::size_t& next) {
  if (next == clauses.size()) clauses.push_back({explanation.clause, false});
  Clause& clause = clauses[next++];
  clause.met = clause.met || explanation.matched;
  if (explanation.clause.starts_with('@')) return;
  for (const alerts::Explanation& part : explanation.parts) walk(part, clauses, next);
}

std::map<std::string, Coverage::Topic> Coverage::topics() const {
  std::map<std::string, Topic> topics;
  for (const auto& [id, clauses] : clauses_) {
    Topic& topic = topics[id];
    topic.clauses = clauses.size();
    for (const Clause& clause : clauses) {
      if (!clause.met) topic.uncovered.push_back(clause.text);
    }
  }
  return topics;
}

}  // namespace newswatch::rule_tests
