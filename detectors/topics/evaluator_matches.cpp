#include <algorithm>

#include "detectors/topics/evaluator.h"

namespace newswatch::detectors::topics {
namespace {

using Kind = rules::Query::Kind;

bool is_leaf(Kind kind) {
  return kind == Kind::Words || kind == Kind::Sloppy || kind == Kind::Official ||
         kind == Kind::Role;
}

bool measures(Kind kind) {
  return kind == Kind::Near || kind == Kind::OrderedNear || kind == Kind::NotNear ||
         kind == Kind::Sentence || kind == Kind::Paragraph || kind == Kind::Positions;
}

}  // namespace

void Evaluator::collect(const Clause& root, std::vector<alerts::Match>& matches) {
  hits_.clear();
  root_ = &root;
  known_.assign(root.size, std::nullopt);
  quoted_.clear();
  collect(root, terms_.title_and_body(), matches);
}

void Evaluator::collect_near_miss(const Clause& root, const Clause& missed,
                                  std::vector<alerts::Match>& matches) {
  stretched_ = &missed;
  collect(root, matches);
  stretched_ = nullptr;
}

/// Every hit of each part that is met, down to those that measure places.
void Evaluator::collect(const Clause& clause, Range range, std::vector<alerts::Match>& matches) {
  if (clause.kind == Kind::Not || clause.kind == Kind::Metadata) return;
  if (is_leaf(clause.kind)) return collect_leaf(clause, range, matches);
  if (clause.kind == Kind::Quote) return collect_quoted(clause, range, matches);
  if (measures(clause.kind)) {
    const Hits found = known_hits(clause, range);
    for (std::size_t i = 0; i < found.size; ++i) {
      collect_hit(clause, range, hits_[found.begin + i], matches);
    }
    return;
  }
  const Range inner = clause.kind == Kind::InScope ? narrowed(clause, range) : range;
  for_each_part(clause, [&](const Clause& part, std::size_t number) {
    if (clause.kind == Kind::Score && queries_.weight(clause, number).points <= 0) return;
    // All parts of these are met, except where the query is only nearly met.
    const bool all =
        clause.kind == Kind::And || clause.kind == Kind::InScope || clause.kind == Kind::Rule;
    if (all || meets(part, inner)) collect(part, inner, matches);
  });
}

/// Most clauses are single words: their hits are needed once, and need no place in `known_`.
void Evaluator::collect_leaf(const Clause& clause, Range range,
                             std::vector<alerts::Match>& matches) {
  const std::string_view text = queries_.text_of_leaf(clause);
  const Hits found = hits(clause, range);
  for (std::size_t i = 0; i < found.size && matches.size() < kMostMatches; ++i) {
    matches.push_back({terms_.place_of(hits_[found.begin + i]), text});
  }
  hits_.resize(found.begin);
}

/// The words that make one hit.
void Evaluator::collect_hit(const Clause& clause, Range range, Stretch hit,
                            std::vector<alerts::Match>& matches) {
  if (matches.size() >= kMostMatches) return;
  switch (clause.kind) {
    case Kind::Words:
    case Kind::Sloppy:
    case Kind::Official:
    case Kind::Role:
      matches.push_back({terms_.place_of(hit), queries_.text_of_leaf(clause)});
      return;
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::Sentence:
    case Kind::Paragraph:
      collect_sides(clause, range, hit, matches);
      return;
    case Kind::NotNear:
      return collect_hit((&clause)[1], range, hit, matches);
    case Kind::Quote:
      return collect_quoted_hit(clause, range, hit, matches);
    case Kind::And:
    case Kind::AtLeast:
      for_each_part(clause, [&](const Clause& part, std::size_t) {
        if (part.has_place) collect_inside(part, range, hit, matches);
      });
      return;
    default:
      break;
  }
  const Range inner = clause.kind == Kind::InScope ? narrowed(clause, range) : range;
  for_each_part(clause, [&](const Clause& part, std::size_t number) {
    if (clause.kind == Kind::Score && queries_.weight(clause, number).points <= 0) return;
    const Hits own = known_hits(part, inner);
    for (std::size_t i = own.begin; i < own.begin + own.size; ++i) {
      if (hits_[i] == hit) return collect_hit(part, inner, hit, matches);
    }
  });
}

/// What is known of the hits of a part holds for one quotation only.
void Evaluator::enter_quotation(const Clause& clause, Range quotation) {
  const auto first = static_cast<std::size_t>(&clause - root_);
  for (std::size_t i = 1; i < clause.size; ++i) known_[first + i] = std::nullopt;
  quoted_.push_back({quotation.begin, quotation.end - 1});
}

void Evaluator::collect_quoted(const Clause& clause, Range range,
                               std::vector<alerts::Match>& matches) {
  for_each_quotation(clause, range, [&](Range quotation) {
    if (!holds_in(clause, quotation) || matches.size() >= kMostMatches) return;
    enter_quotation(clause, quotation);
    const std::size_t before = matches.size();
    if (clause.size > 1) collect((&clause)[1], quotation, matches);
    if (matches.size() > before) return;
    const Stretch whole{quotation.begin, quotation.end - 1};
    matches.push_back({terms_.place_of(whole), queries_.text_of_leaf(clause)});
  });
}

void Evaluator::collect_quoted_hit(const Clause& clause, Range range, Stretch hit,
                                   std::vector<alerts::Match>& matches) {
  for_each_quotation(clause, range, [&](Range quotation) {
    if (hit.first < quotation.begin || hit.last >= quotation.end) return;
    enter_quotation(clause, quotation);
    const bool is_whole = hit.first == quotation.begin && hit.last + 1 == quotation.end;
    const std::size_t before = matches.size();
    if (clause.size > 1) collect_inside((&clause)[1], quotation, hit, matches);
    if (matches.size() > before || !is_whole) return;
    matches.push_back({terms_.place_of(hit), queries_.text_of_leaf(clause)});
  });
}

void Evaluator::collect_inside(const Clause& clause, Range range, Stretch stretch,
                               std::vector<alerts::Match>& matches) {
  const Hits own = known_hits(clause, range);
  for (std::size_t i = own.begin; i < own.begin + own.size; ++i) {
    const Stretch hit = hits_[i];
    if (hit.first >= stretch.first && hit.last <= stretch.last) {
      collect_hit(clause, range, hit, matches);
    }
  }
}

/// The two sides that a hit joins, in either order; several pairs may make the same hit.
void Evaluator::collect_sides(const Clause& clause, Range range, Stretch hit,
                              std::vector<alerts::Match>& matches) {
  const Clause& left = (&clause)[1];
  const Clause& right = (&left)[left.size];
  collect_pairs(clause, {left, right}, range, hit, matches);
  if (clause.kind != Kind::OrderedNear) collect_pairs(clause, {right, left}, range, hit, matches);
}

void Evaluator::collect_pairs(const Clause& clause, Sides sides, Range range, Stretch hit,
                              std::vector<alerts::Match>& matches) {
  const Hits before = known_hits(sides.before, range);
  const Hits behind = known_hits(sides.behind, range);
  for (std::size_t i = before.begin; i < before.begin + before.size; ++i) {
    const Stretch one = hits_[i];
    if (one.first != hit.first || one.last > hit.last) continue;
    const Reach reached = reach(clause, one);
    for (std::size_t j = behind.begin; j < behind.begin + behind.size; ++j) {
      const Stretch other = hits_[j];
      if (std::max(one.last, other.last) != hit.last || !joins(clause, one, other, reached))
        continue;
      collect_hit(sides.before, range, one, matches);
      collect_hit(sides.behind, range, other, matches);
    }
  }
}

/// A clause has one range, so that its hits stay what they are while words are collected.
Evaluator::Hits Evaluator::known_hits(const Clause& clause, Range range) {
  auto& known = known_[static_cast<std::size_t>(&clause - root_)];
  if (!known) known = hits(clause, range);
  return *known;
}

Evaluator::Verdict Evaluator::explain(const Clause& root) {
  hits_.clear();
  return explain(root, terms_.title_and_body());
}

/// @return where the parts of a clause look: of one for quotations in the first that meets it, else
/// in the first of all.
Range Evaluator::range_of_parts(const Clause& clause, Range range) {
  if (clause.kind == Kind::InScope) return narrowed(clause, range);
  if (clause.kind != Kind::Quote) return range;
  std::optional<Range> first, met;
  for_each_quotation(clause, range, [&](Range quotation) {
    if (!first) first = quotation;
    if (!met && holds_in(clause, quotation)) met = quotation;
  });
  return met ? *met : first.value_or(Range{});
}

Evaluator::Verdict Evaluator::explain(const Clause& clause, Range range) {
  Verdict verdict{.clause = &clause, .met = meets(clause, range)};
  const Hits found = hits(clause, range);
  verdict.hits.assign(hits_.begin() + static_cast<std::ptrdiff_t>(found.begin), hits_.end());
  hits_.resize(found.begin);
  if (clause.kind == Kind::Score) verdict.score = score_of(clause, range);
  const Range inner = range_of_parts(clause, range);
  for_each_part(clause, [&](const Clause& part, std::size_t) {
    verdict.parts.push_back(explain(part, inner));
  });
  return verdict;
}

}  // namespace newswatch::detectors::topics
