#include "detectors/topics/query_index.h"

#include <algorithm>
#include <cassert>

#include "base/prefetch.h"
#include "base/short_timer.h"

namespace newswatch::detectors::topics {
namespace {

/// Asks for the memory of records, up to some: of more, the processor sees by itself that they are
/// read in order.
void prefetch_all(std::span<const QueryRecord> records) {
  constexpr std::size_t kMost = 64;
  constexpr std::size_t kStep = 64 / sizeof(QueryRecord);  // bytes of a cache line
  prefetch(&records.back());
  for (std::size_t i = 0; i < std::min(records.size(), kMost); i += kStep) prefetch(&records[i]);
}

/// And leaves each place once.
void order_by_place(std::vector<alerts::Match>& matches) {
  if (matches.size() < 2) return;
  // Most are few and nearly in order, and a stable sort of the library takes memory for each.
  constexpr std::size_t kFew = 32;
  if (matches.size() > kFew) {
    std::ranges::stable_sort(matches, {}, &alerts::Match::place);
  } else {
    for (auto next = matches.begin() + 1; next != matches.end(); ++next) {
      const auto behind = std::upper_bound(
          matches.begin(), next, *next,
          [](const auto& one, const auto& other) { return one.place < other.place; });
      std::rotate(behind, next, next + 1);
    }
  }
  const auto repeated = std::ranges::unique(matches, {}, &alerts::Match::place);
  matches.erase(repeated.begin(), repeated.end());
}

}  // namespace

/// @return each term once.
std::vector<TermId> QueryIndex::terms_of(const rules::Alternatives& features) {
  std::vector<TermId> terms;
  for (const rules::Feature& feature : features)
    terms.push_back(term_of(feature, queries_.terms()));
  std::ranges::sort(terms);
  terms.erase(std::ranges::unique(terms).begin(), terms.end());
  return terms;
}

std::uint32_t QueryIndex::add(const rules::Query& query, const WordFrequencies& frequencies) {
  const std::uint32_t number = queries_.add(query);
  const auto frequency = [&](const rules::Feature& feature) {
    return frequencies.share_of(feature);
  };
  const auto needed = required_features(query, frequency);
  assert(!needed.empty());  // the parser refuses queries without a required word
  for (const TermId anchor : terms_of(needed.front())) {
    records_.add(anchor, record_of(query, number, anchor, needed, queries_.terms()));
  }
  if (near_miss_margin_) {
    const auto features = near_miss_features(query, *near_miss_margin_, frequency);
    for (const TermId term : terms_of(features)) near_misses_.add(term, number);
  }
  return number;
}

void QueryIndex::build() {
  queries_.build();
  records_.build(queries_.terms().size());
  near_misses_.build(queries_.terms().size());
}

std::size_t QueryIndex::memory_bytes() const {
  return queries_.memory_bytes() + records_.memory_bytes() + near_misses_.memory_bytes();
}

std::vector<std::vector<TermId>> QueryIndex::terms_by_query() const {
  std::vector<std::vector<TermId>> terms(size());
  for (TermId term = 0; term < queries_.terms().size(); ++term) {
    for (const QueryRecord& record : records_.of(term)) terms[record.query].push_back(term);
  }
  return terms;
}

QueryIndex::Session::Session(const QueryIndex& index)
    : index_(index),
      terms_(index.queries_.terms()),
      evaluator_(index.queries_, terms_),
      is_tried_(index.size()) {}

void QueryIndex::Session::read(const articles::Article& article, const text::Analysis& analysis,
                               const alerts::Findings& found) {
  terms_.read(analysis, found);
  evaluator_.use(article);
  met_.clear();
  records_touched_ = queries_evaluated_ = 0;
}

/// The records that the article may meet, as far as the terms in them tell. Each step asks for the
/// memory of the next, for all terms side by side: a term's is seldom near that of another.
void QueryIndex::Session::find_candidates() {
  const auto present = terms_.present();
  for (const TermId term : present) index_.records_.approach(term);
  records_.clear();
  for (const TermId term : present) {
    const auto records = index_.records_.of(term);
    if (records.empty()) continue;
    prefetch_all(records);
    records_.push_back({term, records});
    records_touched_ += records.size();
  }
  if (candidates_.size() <= records_touched_) candidates_.resize(2 * records_touched_ + 1);
  Met* candidate = candidates_.data();
  for (const auto& [term, records] : records_) {
    for (const QueryRecord& record : records) {
      *candidate = {record.query, term, &record};
      candidate += terms_.has_any(record.one_of[0], record.one_of[1], record.both_count) ? 1 : 0;
    }
  }
  candidates_found_ = static_cast<std::size_t>(candidate - candidates_.data());
}

/// @return whether a candidate still has to be tried, by its record or else by the evaluator.
bool QueryIndex::Session::is_to_try(const Met& candidate) {
  const QueryRecord& record = *candidate.record;
  if (record.several && is_tried_[record.query]) return false;
  if (record.kind != QueryRecord::Kind::Tried) return true;
  to_evaluate_.push_back(candidate);
  if (record.several) mark_tried(record.query);
  return false;
}

bool QueryIndex::Session::evaluate(std::uint32_t query) {
  ++queries_evaluated_;
  return evaluator_.meets(index_.queries_.root(query));
}

std::span<const QueryIndex::Met> QueryIndex::Session::match(const articles::Article& article,
                                                            const text::Analysis& analysis,
                                                            const alerts::Findings& found,
                                                            std::vector<QueryCost>* costs) {
  read(article, analysis, found);
  find_candidates();
  to_evaluate_.clear();
  const auto try_one = [&](const Met& candidate, const auto& meets) {
    std::optional<ShortTimer> timer;
    if (costs != nullptr) timer.emplace();
    const bool met = meets();
    if (timer) costs->push_back({candidate.query, timer->lap()});
    if (met) met_.push_back(candidate);
    return met;
  };
  for (std::size_t i = 0; i < candidates_found_; ++i) {
    const Met& candidate = candidates_[i];
    if (!is_to_try(candidate)) continue;
    const QueryRecord& record = *candidate.record;
    const bool met = try_one(candidate, [&] { return is_met(record, candidate.anchor, terms_); });
    // What is not met may still be by another of its terms.
    if (met && record.several) mark_tried(record.query);
  }
  read_.clear();
  for (const Met& candidate : to_evaluate_) read_.push_back(candidate.query);
  index_.queries_.approach_clauses(read_);
  for (const Met& candidate : to_evaluate_) {
    try_one(candidate, [&] { return evaluate(candidate.query); });
  }
  forget_tried();
  return met_;
}

std::span<const QueryIndex::NearMiss> QueryIndex::Session::near_misses() {
  near_misses_.clear();
  if (index_.near_misses_.empty()) return near_misses_;
  for (const Met& met : met_) mark_tried(met.query);
  for (const TermId term : terms_.present()) {
    for (const std::uint32_t query : index_.near_misses_.of(term)) {
      if (!mark_tried(query)) continue;
      const Clause& root = index_.queries_.root(query);
      const Clause* missed = evaluator_.missed_clause(root, *index_.near_miss_margin_);
      if (missed != nullptr) near_misses_.push_back({query, missed});
    }
  }
  forget_tried();
  return near_misses_;
}

/// @return whether it was not before.
bool QueryIndex::Session::mark_tried(std::uint32_t query) {
  if (is_tried_[query]) return false;
  is_tried_[query] = true;
  tried_.push_back(query);
  return true;
}

void QueryIndex::Session::forget_tried() {
  for (const std::uint32_t query : tried_) is_tried_[query] = false;
  tried_.clear();
}

std::span<const QueryIndex::Met> QueryIndex::Session::match_all(const articles::Article& article,
                                                                const text::Analysis& analysis,
                                                                const alerts::Findings& found) {
  read(article, analysis, found);
  for (std::uint32_t query = 0; query < index_.size(); ++query) {
    if (evaluate(query)) met_.push_back({.query = query});
  }
  return met_;
}

/// Of so many words the evaluator knows which to leave out.
bool QueryIndex::Session::record_tells_words(const Met& met) const {
  return met.record != nullptr && met.record->says_all() &&
         terms_.count(met.anchor) + terms_.count(met.record->other()) <= Evaluator::kMostMatches;
}

void QueryIndex::Session::prepare_to_collect() {
  read_.clear();
  for (const Met& met : met_) {
    const bool simple = met.record != nullptr && met.record->says_all();
    if (!simple || met.record->kind == QueryRecord::Kind::Phrase) read_.push_back(met.query);
  }
  index_.queries_.approach(read_);
}

void QueryIndex::Session::collect(const Met& met, std::vector<alerts::Match>& matches) {
  matches.clear();
  if (record_tells_words(met)) {
    evaluator_.forget_quoted();
    return collect_words(*met.record, met.anchor, terms_, index_.queries_, matches);
  }
  evaluator_.collect(index_.queries_.root(met.query), matches);
  order_by_place(matches);
}

void QueryIndex::Session::collect(const NearMiss& near_miss, std::vector<alerts::Match>& matches) {
  matches.clear();
  evaluator_.collect_near_miss(index_.queries_.root(near_miss.query), *near_miss.missed, matches);
  order_by_place(matches);
}

std::vector<std::size_t> QueryIndex::Session::quoted() const {
  std::vector<std::size_t> indexes;
  for (const Stretch quotation : evaluator_.quoted()) {
    if (const auto index = terms_.quotation_at(quotation.first)) indexes.push_back(*index);
  }
  std::ranges::sort(indexes);
  indexes.erase(std::ranges::unique(indexes).begin(), indexes.end());
  return indexes;
}

std::optional<alerts::Score> QueryIndex::Session::score_of(std::uint32_t query) {
  return evaluator_.score_of(index_.queries_.root(query));
}

Evaluator::Verdict QueryIndex::Session::explain(std::uint32_t query) {
  return evaluator_.explain(index_.queries_.root(query));
}

}  // namespace newswatch::detectors::topics
