#include "detectors/topics/evaluator.h"

#include <algorithm>

#include "rules/query_analysis.h"

namespace newswatch::detectors::topics {

using Kind = rules::Query::Kind;

Evaluator::Evaluator(const CompiledQueries& queries, const ArticleTerms& terms)
    : queries_(queries), terms_(terms), conditions_(queries.conditions().size(), Known::No) {}

void Evaluator::use(const articles::Article& article) {
  metadata_.use(article);
  known_part_ = {};
  for (const std::uint32_t condition : known_conditions_) conditions_[condition] = Known::No;
  known_conditions_.clear();
}

bool Evaluator::meets(const Clause& root) {
  hits_.clear();
  return meets(root, terms_.title_and_body());
}

/// @return what stands inside the fields and names of topics around a query, and where it looks.
std::pair<const Clause*, Range> Evaluator::inside(const Clause& root) const {
  const Clause* clause = &root;
  Range range = terms_.title_and_body();
  for (; clause->kind == Kind::InScope || clause->kind == Kind::Rule; ++clause) {
    if (clause->kind == Kind::InScope) range = narrowed(*clause, range);
  }
  return {clause, range};
}

std::optional<alerts::Score> Evaluator::score_of(const Clause& root) {
  hits_.clear();
  const auto [clause, range] = inside(root);
  if (clause->kind != Kind::Score) return std::nullopt;
  return alerts::Score{score_of(*clause, range), queries_.threshold(*clause)};
}

const Clause* Evaluator::missed_clause(const Clause& root, std::uint32_t margin_percent) {
  hits_.clear();
  const auto [clause, range] = inside(root);
  switch (clause->kind) {
    case Kind::And:
      return only_unmet_part(*clause, range);
    case Kind::Near:
    case Kind::OrderedNear:
      return nearly_near(*clause, range) ? clause : nullptr;
    case Kind::AtLeast:
      return parts_met(*clause, range) + 1 == clause->least ? clause : nullptr;
    case Kind::Score: {
      const std::int64_t score = score_of(*clause, range);
      const std::int32_t threshold = queries_.threshold(*clause);
      const std::int64_t floor = rules::near_miss_floor(threshold, margin_percent);
      return floor <= score && score < threshold ? clause : nullptr;
    }
    default:
      return nullptr;
  }
}

bool Evaluator::nearly_near(const Clause& clause, Range range) {
  if (has_hits(clause, range)) return false;
  stretched_ = &clause;
  const bool nearly = has_hits(clause, range);
  stretched_ = nullptr;
  return nearly;
}

const Clause* Evaluator::only_unmet_part(const Clause& clause, Range range) {
  const Clause* unmet = nullptr;
  bool several = false;
  for_each_part(clause, [&](const Clause& part, std::size_t) {
    if (several || meets(part, range)) return;
    several = unmet != nullptr;
    unmet = &part;
  });
  return several ? nullptr : unmet;
}

bool Evaluator::meets(const Clause& clause, Range range) {
  switch (clause.kind) {
    case Kind::And:
      return meets_all(clause, range);
    case Kind::Or: {
      bool any = false;
      for_each_part(clause,
                    [&](const Clause& part, std::size_t) { any = any || meets(part, range); });
      return any;
    }
    case Kind::Not:
      return !meets((&clause)[1], range);
    case Kind::AtLeast:
      return parts_met(clause, range) >= clause.least;
    case Kind::InScope:
      return meets((&clause)[1], narrowed(clause, range));
    case Kind::Rule:
      return meets((&clause)[1], range);
    case Kind::Metadata:
      return holds(clause.operand);
    case Kind::Score:
      return score_of(clause, range) >= queries_.threshold(clause);
    case Kind::Occurrences: {
      const std::size_t times = count((&clause)[1], range);
      return clause.least <= times && times <= clause.most;
    }
    default:
      return has_hits(clause, range);
  }
}

bool Evaluator::meets_all(const Clause& clause, Range range) {
  // Metadata are checked before the text: they cost next to nothing.
  bool all = true;
  for_each_part(clause, [&](const Clause& part, std::size_t) {
    if (part.kind == Kind::Metadata) all = all && holds(part.operand);
  });
  for_each_part(clause, [&](const Clause& part, std::size_t) {
    if (part.kind != Kind::Metadata) all = all && meets(part, range);
  });
  return all;
}

std::size_t Evaluator::parts_met(const Clause& clause, Range range) {
  std::size_t met = 0;
  for_each_part(clause,
                [&](const Clause& part, std::size_t) { met += meets(part, range) ? 1 : 0; });
  return met;
}

bool Evaluator::has_hits(const Clause& clause, Range range) {
  const bool everywhere = range.begin == 0 && range.end == terms_.title_and_body().end;
  if (clause.is_term && everywhere) return terms_.text_has(clause.operand);
  const std::size_t before = hits_.size();
  if (clause.kind == Kind::Words && !clause.is_term) {
    push_phrase(clause, range, true);
  } else {
    push_hits(clause, range);
  }
  const bool any = hits_.size() > before;
  hits_.resize(before);
  return any;
}

std::size_t Evaluator::count(const Clause& clause, Range range) {
  const std::size_t before = hits_.size();
  push_hits(clause, range);
  make_minimal(before);
  const std::size_t size = hits_.size() - before;
  hits_.resize(before);
  return size;
}

std::int64_t Evaluator::score_of(const Clause& clause, Range range) {
  std::int64_t score = 0;
  for_each_part(clause, [&](const Clause& part, std::size_t number) {
    const rules::Weight& weight = queries_.weight(clause, number);
    if (!meets(part, range)) return;
    std::int64_t times = 1;
    if (weight.times > 1) {
      const auto hits = static_cast<std::int64_t>(count(part, range));
      // What is met without a place, or in several fields at once, counts once.
      times = std::clamp<std::int64_t>(hits, 1, weight.times);
    }
    score += weight.points * times;
  });
  return score;
}

bool Evaluator::holds(std::uint32_t condition) {
  Known& known = conditions_[condition];
  if (known == Known::No) {
    known = queries_.conditions()[condition].holds(metadata_) ? Known::Holds : Known::Fails;
    known_conditions_.push_back(condition);
  }
  return known == Known::Holds;
}

Range Evaluator::narrowed(const Clause& clause, Range range) const {
  const Range scope = terms_.range_of(clause.scope);
  // Authors are named only by a field: it does not lie in the title and body around it.
  if (clause.scope == rules::Scope::Author) return scope;
  const Range both{std::max(range.begin, scope.begin), std::min(range.end, scope.end)};
  return both.begin < both.end ? both : Range{};
}

}  // namespace newswatch::detectors::topics
