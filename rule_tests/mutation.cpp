#include "rule_tests/mutation.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "rules/query_checks.h"

namespace newswatch::rule_tests {
namespace {

using rules::Query;
using Kind = Query::Kind;
using Use = std::function<void(const Query& mutant, const std::string& removed)>;

bool is_restriction(Kind kind) {
  return kind == Kind::InScope || kind == Kind::Occurrences || kind == Kind::Positions;
}

bool is_list(Kind kind) {
  return kind == Kind::And || kind == Kind::Or || kind == Kind::AtLeast || kind == Kind::Score;
}

/// Nothing where the query is nothing without that part.
std::optional<Query> without_part(const Query& query, std::size_t part) {
  if (!is_list(query.kind)) {
    const bool other_side_stays =
        query.parts.size() == 2 && !(query.kind == Kind::NotNear && part == 0);
    return other_side_stays ? std::optional(query.parts[1 - part]) : std::nullopt;
  }
  if (query.parts.size() == 1) return std::nullopt;
  Query shorter = query;
  shorter.parts.erase(shorter.parts.begin() + static_cast<std::ptrdiff_t>(part));
  if (query.kind == Kind::Score) {
    shorter.weights.erase(shorter.weights.begin() + static_cast<std::ptrdiff_t>(part));
    return shorter;
  }
  shorter.least = std::min(shorter.least, static_cast<std::uint32_t>(shorter.parts.size()));
  return shorter.parts.size() == 1 ? shorter.parts.front() : shorter;
}

void each_mutant(const Query& query, const Use& use) {
  if (query.kind == Kind::Rule) return;
  if (is_restriction(query.kind)) use(query.parts.front(), label_of(query));
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (const auto shorter = without_part(query, i)) use(*shorter, to_string(query.parts[i]));
    each_mutant(query.parts[i], [&](const Query& mutant, const std::string& removed) {
      Query whole = query;
      whole.parts[i] = mutant;
      use(whole, removed);
    });
  }
}

}  // namespace

std::vector<Mutant> mutants_of(const Query& query) {
  std::vector<Mutant> mutants;
  each_mutant(query, [&](const Query& mutant, const std::string& removed) {
    if (!rules::check_query(mutant)) mutants.push_back({mutant, removed});
  });
  return mutants;
}

}  // namespace newswatch::rule_tests
