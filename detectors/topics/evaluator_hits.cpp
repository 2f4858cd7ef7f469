#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>

#include "detectors/topics/evaluator.h"

namespace newswatch::detectors::topics {
namespace {

using Kind = rules::Query::Kind;

bool lies_in(Stretch stretch, Range range) {
  return stretch.first >= range.begin && stretch.last < range.end;
}

/// Finds different words of an article for the words of a sloppy phrase. Words are added one by
/// one; each takes a slot, or lets another one move on to a free one.
/// Source: augmenting paths in bipartite graphs (Kuhn 1955).
class SlotAssignment {
 public:
  explicit SlotAssignment(std::size_t slots) : slots_(slots) { takers_.fill(0); }

  /// @param slots  a bit for each slot that the word fits.
  void add(std::uint32_t slots) {
    // Where one word finds no slot, none of its kind does later: slots that are taken stay so.
    const auto refused = refused_.begin() + static_cast<std::ptrdiff_t>(refusals_);
    if (std::find(refused_.begin(), refused, slots) != refused) return;
    std::uint32_t visited = 0;
    if (assign(slots, visited)) {
      ++taken_;
    } else if (refusals_ < refused_.size()) {
      refused_[refusals_++] = slots;
    }
  }
  bool is_complete() const { return taken_ == slots_; }

 private:
  bool assign(std::uint32_t slots, std::uint32_t& visited) {
    for (std::uint32_t left = slots & ~visited; left != 0; left &= left - 1) {
      const auto slot = static_cast<std::size_t>(std::countr_zero(left));
      const std::uint32_t bit = 1U << slot;
      if ((visited & bit) != 0) continue;
      visited |= bit;
      if (takers_[slot] == 0 || assign(takers_[slot], visited)) {
        takers_[slot] = slots;
        return true;
      }
    }
    return false;
  }

  std::array<std::uint32_t, 32> takers_{};   ///< By slot: what its word fits; 0 when it is free.
  std::array<std::uint32_t, 32> refused_{};  ///< What words fit that found no slot.
  std::size_t refusals_ = 0;
  std::size_t slots_;
  std::size_t taken_ = 0;
};

}  // namespace

Evaluator::Hits Evaluator::hits(const Clause& clause, Range range) {
  const std::size_t begin = hits_.size();
  push_hits(clause, range);
  return {begin, hits_.size() - begin};
}

void Evaluator::push_hits(const Clause& clause, Range range) {
  switch (clause.kind) {
    case Kind::Words:
      if (clause.is_term) return push_term(clause.operand, range);
      return push_phrase(clause, range, false);
    case Kind::Official:
    case Kind::Role:
      return push_term(clause.operand, range);
    case Kind::Sloppy:
      return push_sloppy(clause, range);
    case Kind::And:
    case Kind::AtLeast:
      return push_covers(clause, range);
    case Kind::Or:
      return push_parts(clause, range);
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::Sentence:
    case Kind::Paragraph:
      return push_near(clause, range);
    case Kind::NotNear:
      return push_not_near(clause, range);
    case Kind::InScope:
      return push_hits((&clause)[1], narrowed(clause, range));
    case Kind::Rule:
      return push_hits((&clause)[1], range);
    case Kind::Occurrences:
      if (meets(clause, range)) push_hits((&clause)[1], range);
      return;
    case Kind::Positions:
      return push_positions(clause, range);
    case Kind::Quote:
      return push_quoted(clause, range);
    case Kind::Score:
      if (meets(clause, range)) push_parts(clause, range);
      return;
    case Kind::Not:
    case Kind::Metadata:
      return;
  }
}

/// In each quotation that the clause asks for the hits of its part, which is met by that quotation
/// alone; the quotation itself where there is no part, or the part has no place. A hit may lie in
/// one quotation and in another inside it.
void Evaluator::push_quoted(const Clause& clause, Range range) {
  const std::size_t begin = hits_.size();
  for_each_quotation(clause, range, [&](Range quotation) {
    if (!holds_in(clause, quotation)) return;
    const std::size_t before = hits_.size();
    if (clause.size > 1) push_hits((&clause)[1], quotation);
    if (hits_.size() == before) hits_.push_back({quotation.begin, quotation.end - 1});
  });
  put_in_order(begin);
}

bool Evaluator::holds_in(const Clause& clause, Range quotation) {
  return clause.size == 1 || meets((&clause)[1], quotation);
}

void Evaluator::push_term(TermId term, Range range) {
  terms_.for_each(term, [&](Stretch stretch) {
    if (stretch.first >= range.end) return false;
    if (lies_in(stretch, range)) hits_.push_back(stretch);
    return true;
  });
}

void Evaluator::push_phrase(const Clause& clause, Range range, bool first_only) {
  const TermId* const words = queries_.words(clause);
  const std::uint32_t size = clause.least;
  std::uint32_t rarest = size, least = std::numeric_limits<std::uint32_t>::max();
  for (std::uint32_t i = 0; i < size; ++i) {
    if (words[i] == TermTable::kAnyWord) continue;
    const std::uint32_t count = terms_.count(words[i]);
    if (count == 0) return;
    if (count < least) rarest = i, least = count;
  }
  cursors_.clear();
  for (std::uint32_t i = 0; i < size && !clause.is_plain; ++i) {
    const bool walks = words[i] != TermTable::kAnyWord && !queries_.terms().is_plain(words[i]);
    cursors_.emplace_back(terms_, walks ? words[i] : words[rarest]);
  }
  const auto is_here = [&](std::uint32_t word, std::uint32_t position) {
    if (clause.is_plain) return terms_.is_plain_at(words[word], position);
    if (word == rarest || words[word] == TermTable::kAnyWord) return true;
    return queries_.terms().is_plain(words[word]) ? terms_.is_plain_at(words[word], position)
                                                  : cursors_[word].is_at(position);
  };
  terms_.for_each(words[rarest], [&](Stretch stretch) {
    if (stretch.first < range.begin + rarest) return true;
    const std::uint32_t first = stretch.first - rarest, last = first + size - 1;
    if (first >= range.end) return false;
    const Range field = terms_.field_at(stretch.first);
    if (last >= field.end || last >= range.end || first < field.begin) return true;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (!is_here(i, first + i)) return true;
    }
    if (terms_.token_at(first).paragraph != terms_.token_at(last).paragraph) return true;
    hits_.push_back({first, last});
    return !first_only;
  });
}

void Evaluator::push_sloppy(const Clause& clause, Range range) {
  const TermId* const words = queries_.words(clause);
  const std::uint32_t size = clause.least, widest = size + clause.most;
  slot_words_.clear();
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!terms_.has(words[i])) return;
    terms_.for_each(words[i], [&](Stretch stretch) {
      if (lies_in(stretch, range)) slot_words_.push_back({stretch.first, 1U << i});
      return true;
    });
  }
  std::ranges::sort(slot_words_, {}, &SlotWord::position);
  std::size_t kept = 0;
  for (const SlotWord& word : slot_words_) {
    if (kept > 0 && slot_words_[kept - 1].position == word.position) {
      slot_words_[kept - 1].slots |= word.slots;
    } else {
      slot_words_[kept++] = word;
    }
  }
  slot_words_.resize(kept);
  const std::size_t begin = hits_.size();
  for (std::size_t last = 0; last < kept; ++last) {
    const std::uint32_t end = slot_words_[last].position;
    const std::uint32_t paragraph = terms_.token_at(end).paragraph;
    const std::uint32_t field = terms_.field_at(end).begin;
    SlotAssignment assignment(size);
    for (std::size_t first = last + 1; first-- > 0;) {
      const std::uint32_t position = slot_words_[first].position;
      if (position < field || end - position >= widest ||
          terms_.token_at(position).paragraph != paragraph) {
        break;
      }
      assignment.add(slot_words_[first].slots);
      if (!assignment.is_complete()) continue;
      hits_.push_back({position, end});
      break;
    }
  }
  make_minimal(begin);
}

/// The hits of each part that is met; of a score, of those that add to it.
void Evaluator::push_parts(const Clause& clause, Range range) {
  const std::size_t begin = hits_.size();
  for_each_part(clause, [&](const Clause& part, std::size_t number) {
    if (clause.kind == Kind::Score && queries_.weight(clause, number).points <= 0) return;
    push_hits(part, range);
  });
  put_in_order(begin);
}

/// Each hit from `begin` on once, by place.
void Evaluator::put_in_order(std::size_t begin) {
  const auto first = hits_.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(first, hits_.end());
  hits_.erase(std::unique(first, hits_.end()), hits_.end());
}

/// The shortest stretches of one field that have hits of all parts, or of `least` of them. What has
/// no place must hold, and counts as there.
void Evaluator::push_covers(const Clause& clause, Range range) {
  const bool all = clause.kind == Kind::And;
  std::size_t placed = 0, conditions_met = 0;
  bool fails = false;
  for_each_part(clause, [&](const Clause& part, std::size_t) {
    if (part.has_place) {
      ++placed;
    } else if (!fails && meets(part, range)) {
      ++conditions_met;
    } else {
      fails = fails || all;
    }
  });
  if (fails || placed == 0) return;
  const std::size_t needed =
      all ? placed
          : std::max<std::size_t>(
                1, clause.least - std::min<std::size_t>(clause.least, conditions_met));
  if (needed > placed) return;

  const std::size_t begin = hits_.size();
  std::vector<PartHit> found = std::move(part_hits_);  // parts may hold covers of their own
  found.clear();
  std::uint32_t number = 0;
  for_each_part(clause, [&](const Clause& part, std::size_t) {
    if (!part.has_place) return;
    const Hits own = hits(part, range);
    for (std::size_t i = 0; i < own.size; ++i) found.push_back({hits_[own.begin + i], number});
    hits_.resize(begin);
    ++number;
  });
  std::ranges::sort(found, {}, [](const PartHit& h) { return std::pair(h.hit.last, h.hit.first); });

  // Of each part the hit that begins last among those that have ended: the one that begins
  // `needed`th from the back begins a stretch.
  latest_.assign(placed, -1);
  for (const PartHit& hit : found) {
    latest_[hit.part] = std::max(latest_[hit.part], std::int64_t{hit.hit.first});
    ordered_ = latest_;
    std::ranges::nth_element(ordered_, ordered_.begin() + static_cast<std::ptrdiff_t>(needed - 1),
                             std::greater{});
    const std::int64_t first = ordered_[needed - 1];
    if (first < std::int64_t{terms_.field_at(hit.hit.last).begin}) continue;
    hits_.push_back({static_cast<std::uint32_t>(first), hit.hit.last});
  }
  part_hits_ = std::move(found);
  make_minimal(begin);
}

void Evaluator::push_near(const Clause& clause, Range range) {
  const std::size_t begin = hits_.size();
  const Clause& left = (&clause)[1];
  const Clause& right = (&left)[left.size];
  const Hits before = hits(left, range);
  if (before.size == 0) return;
  const Hits behind = hits(right, range);
  const std::size_t joined = hits_.size();
  push_joined(clause, before, behind);
  if (clause.kind != Kind::OrderedNear) push_joined(clause, behind, before);
  make_minimal(joined);
  drop_all_but(begin, joined);
}

/// Joins each stretch of `before` with the one of `behind` that begins later and makes the
/// shortest.
void Evaluator::push_joined(const Clause& clause, Hits before, Hits behind) {
  std::size_t from = behind.begin;
  const std::size_t end = behind.begin + behind.size;
  for (std::size_t i = before.begin; i < before.begin + before.size; ++i) {
    const Stretch one = hits_[i];
    const Reach reached = reach(clause, one);
    while (from < end && hits_[from].first <= one.first) ++from;
    std::optional<std::uint32_t> last;
    for (std::size_t j = from; j < end && hits_[j].first <= reached.latest_first; ++j) {
      if (last && hits_[j].first > *last) break;
      if (!joins(clause, one, hits_[j], reached)) continue;
      const std::uint32_t joined = std::max(one.last, hits_[j].last);
      last = std::min(last.value_or(joined), joined);
    }
    if (last) hits_.push_back({one.first, *last});
  }
}

/// Whether `other`, which begins behind the beginning of `one`, makes a hit with it. They may
/// overlap, since a word between the sides of one hit is near it, but not share a word at an end:
/// no word is near itself.
bool Evaluator::joins(const Clause& clause, Stretch one, Stretch other, const Reach& reached) {
  if (other.first > reached.latest_first || other.last > reached.latest_last) return false;
  if (clause.kind == Kind::OrderedNear) return other.first > one.last;
  return other.first > one.first && other.first != one.last && other.last != one.last;
}

Evaluator::Reach Evaluator::reach(const Clause& clause, Stretch from) {
  if (clause.kind == Kind::Near || clause.kind == Kind::OrderedNear) {
    const Range field = terms_.field_at(from.first);
    const std::uint32_t distance = &clause == stretched_ ? 2 * clause.least : clause.least;
    return {std::min(from.last + 1 + distance, field.end - 1), field.end - 1};
  }
  const std::uint32_t last = end_of_part(clause.kind, from.first);
  return from.last <= last ? Reach{last, last} : Reach{};
}

/// @return the last word of the sentence or paragraph that has the word at `position`. Hits come in
/// order, many of them in one: it is walked through once.
std::uint32_t Evaluator::end_of_part(Kind kind, std::uint32_t position) {
  const bool is_known =
      known_part_.kind == kind && known_part_.first <= position && position <= known_part_.last;
  if (is_known) return known_part_.last;
  const auto part_of = [&](std::uint32_t at) {
    const text::Token& token = terms_.token_at(at);
    return kind == Kind::Sentence ? token.sentence : token.paragraph;
  };
  const std::uint32_t part = part_of(position), end = terms_.field_at(position).end;
  std::uint32_t last = position;
  while (last + 1 < end && part_of(last + 1) == part) ++last;
  known_part_ = {kind, position, last};
  return last;
}

void Evaluator::push_not_near(const Clause& clause, Range range) {
  const std::size_t begin = hits_.size();
  const Clause& left = (&clause)[1];
  const Clause& right = (&left)[left.size];
  const Hits wanted = hits(left, range);
  if (wanted.size == 0) return;
  const Hits unwanted = hits(right, range);
  // Of the unwanted up to each, the furthest end: gaps between fields are wider than any distance.
  furthest_.clear();
  for (std::size_t i = 0; i < unwanted.size; ++i) {
    const std::uint32_t last = hits_[unwanted.begin + i].last;
    furthest_.push_back(furthest_.empty() ? last : std::max(furthest_.back(), last));
  }
  std::size_t kept = begin;
  for (std::size_t i = wanted.begin; i < wanted.begin + wanted.size; ++i) {
    const Stretch one = hits_[i];
    const auto first = hits_.begin() + static_cast<std::ptrdiff_t>(unwanted.begin);
    const auto reached =
        std::ranges::upper_bound(first, first + static_cast<std::ptrdiff_t>(unwanted.size),
                                 one.last + 1 + clause.least, {}, &Stretch::first);
    const auto near = static_cast<std::size_t>(reached - first);
    if (near > 0 && furthest_[near - 1] + 1 + clause.least >= one.first) continue;
    hits_[kept++] = one;
  }
  hits_.resize(kept);
}

void Evaluator::push_positions(const Clause& clause, Range range) {
  const std::size_t begin = hits_.size();
  push_hits((&clause)[1], range);
  const auto first = hits_.begin() + static_cast<std::ptrdiff_t>(begin);
  hits_.erase(std::remove_if(first, hits_.end(),
                             [&](Stretch hit) {
                               const std::uint32_t field = terms_.field_at(hit.first).begin;
                               return hit.first - field < clause.least ||
                                      hit.last - field >= clause.most;
                             }),
              hits_.end());
}

void Evaluator::make_minimal(std::size_t begin) {
  if (hits_.size() - begin < 2) return;
  const auto first = hits_.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(first, hits_.end(), [](Stretch a, Stretch b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  // From the back, those kept so far begin later, and the newest of them ends first.
  std::size_t kept = hits_.size();
  for (std::size_t i = hits_.size(); i-- > begin;) {
    const Stretch hit = hits_[i];
    if (kept < hits_.size() && hits_[kept].last <= hit.last) continue;
    hits_[--kept] = hit;
  }
  drop_all_but(begin, kept);
}

/// Moves what lies on the stack from `from` on down to `to`.
void Evaluator::drop_all_but(std::size_t to, std::size_t from) {
  hits_.erase(hits_.begin() + static_cast<std::ptrdiff_t>(to),
              hits_.begin() + static_cast<std::ptrdiff_t>(from));
}

}  // namespace newswatch::detectors::topics
