#pragma once

#include <map>
#include <string>
#include <vector>

#include "alerts/explanation.h"

namespace newswatch::rule_tests {

/// Which clauses of topics the articles of tests have met. A clause counts as covered once some
/// article that a test names its topic for has met it; what stands behind `@` belongs to the other
/// topic.
class Coverage {
 public:
  struct Topic {
    std::size_t clauses = 0;
    std::vector<std::string> uncovered;  ///< In the order of the query, canonical form.
  };

  /// @param explanation  of one topic, for the article of one test.
  void add(const std::string& topic, const alerts::Explanation& explanation);

  /// Of each topic that was added, by id.
  std::map<std::string, Topic> topics() const;

 private:
  struct Clause {
    std::string text;
    bool met = false;
  };
  static void walk(const alerts::Explanation& explanation, std::vector<Clause>& clauses,
                   std::size_t& next);

  std::map<std::string, std::vector<Clause>> clauses_;
};

}  // namespace newswatch::rule_tests
