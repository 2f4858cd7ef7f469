#pragma once

#include <string>
#include <vector>

#include "rules/query.h"

namespace newswatch::rule_tests {

/// A query with one clause taken out.
struct Mutant {
  rules::Query query;
  std::string removed;  ///< The clause, in canonical form; of a restriction as `title:` its label.
};

/// @return the query without each of its clauses in turn, the parts of other topics left alone:
/// alternatives, conditions, sides of NEAR and weights are dropped, and fields, counts and ranges
/// of words lifted. Left out are queries that `check_query` refuses, since nobody could run them.
/// Source: statement deletion of mutation testing (DeMillo, Lipton and Sayward 1978).
std::vector<Mutant> mutants_of(const rules::Query& query);

}  // namespace newswatch::rule_tests
