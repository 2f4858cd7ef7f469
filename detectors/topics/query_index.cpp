#include "detectors/topics/query_index.h"

#include <algorithm>
#include <cassert>

#include "base/short_timer.h"

namespace newswatch::detectors::topics {
namespace {

using rules::Query;

bool is_word(const Query& query) {
  return query.kind == Query::Kind::Words && query.words.size() == 1;
}

bool is_word_or_alternatives(const Query& query) {
  return is_word(query) ||
         (query.kind == Query::Kind::Or && std::ranges::all_of(query.parts, is_word));
}

/// Whether the query is one or two lists of alternative words and nothing else, of which the second
/// fits into a record.
bool is_decided_by_presence(const Query& query, const std::vector<rules::Alternatives>& needed) {
  const bool pair = query.kind == Query::Kind::And && query.parts.size() == 2 &&
                    std::ranges::all_of(query.parts, is_word_or_alternatives);
  if (pair) return needed.size() == 2 && needed[1].size() <= 2;
  return is_word_or_alternatives(query);
}

/// And leaves each place once.
void order_by_place(std::vector<alerts::Match>& matches) {
  if (matches.size() < 2) return;
  std::ranges::stable_sort(matches, {}, &alerts::Match::place);
  const auto repeated = std::ranges::unique(matches, {}, &alerts::Match::place);
  matches.erase(repeated.begin(), repeated.end());
}

}  // namespace

TermId QueryIndex::term_of(const rules::Feature& feature) {
  TermTable& terms = queries_.terms();
  return feature.word != nullptr
             ? terms.id_of(*feature.word)
             : terms.id_of_mention(feature.mention->kind, feature.mention->name);
}

/// @return each term once.
std::vector<TermId> QueryIndex::terms_of(const rules::Alternatives& features) {
  std::vector<TermId> terms;
  for (const rules::Feature& feature : features) terms.push_back(term_of(feature));
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
  const std::vector<TermId> anchors = terms_of(needed.front());

  Record record{.query = number, .one_of = {}};
  if (anchors.size() > 1) record.query |= kSeveral;
  if (is_decided_by_presence(query, needed)) record.query |= kDecided;
  // An anchor is present by itself, so that it can stand where no second group is short enough.
  const auto second =
      std::find_if(needed.begin() + 1, needed.end(),
                   [](const rules::Alternatives& group) { return group.size() <= 2; });
  for (const TermId anchor : anchors) {
    record.one_of = {anchor, anchor};
    if (second != needed.end()) {
      record.one_of = {term_of(second->front()), term_of(second->back())};
    }
    records_.add(anchor, record);
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
    for (const Record& record : records_.of(term)) terms[record.query & kNumber].push_back(term);
  }
  return terms;
}

QueryIndex::Session::Session(const QueryIndex& index)
    : index_(index),
      terms_(index.queries_.terms()),
      evaluator_(index.queries_, terms_),
      is_tried_(index.size()) {}

void QueryIndex::Session::read(const articles::Article& article, const text::Analysis& analysis,
                               const std::vector<alerts::Mention>& mentions) {
  terms_.read(analysis, mentions);
  evaluator_.use(article);
  matched_.clear();
  records_touched_ = queries_evaluated_ = 0;
}

void QueryIndex::Session::try_query(std::uint32_t query) {
  ++queries_evaluated_;
  if (evaluator_.meets(index_.queries_.root(query))) matched_.push_back(query);
}

std::span<const std::uint32_t> QueryIndex::Session::match(
    const articles::Article& article, const text::Analysis& analysis,
    const std::vector<alerts::Mention>& mentions, std::vector<QueryCost>* costs) {
  read(article, analysis, mentions);
  for (const TermId term : terms_.present()) {
    const auto records = index_.records_.of(term);
    records_touched_ += records.size();
    for (const Record& record : records) {
      if (!terms_.has(record.one_of[0]) && !terms_.has(record.one_of[1])) continue;
      const std::uint32_t query = record.query & kNumber;
      const bool several = (record.query & kSeveral) != 0;
      if (several && is_tried_[query]) continue;
      if ((record.query & kDecided) != 0) {
        const bool met = terms_.text_has(term) &&
                         (terms_.text_has(record.one_of[0]) || terms_.text_has(record.one_of[1]));
        if (!met) continue;  // maybe by another of its terms
        matched_.push_back(query);
      } else if (costs == nullptr) {
        try_query(query);
      } else {
        ShortTimer timer;
        try_query(query);
        costs->push_back({query, timer.lap()});
      }
      if (several) is_first_try(query);
    }
  }
  forget_tried();
  return matched_;
}

std::span<const QueryIndex::NearMiss> QueryIndex::Session::near_misses() {
  near_misses_.clear();
  if (index_.near_misses_.empty()) return near_misses_;
  for (const std::uint32_t query : matched_) is_first_try(query);
  for (const TermId term : terms_.present()) {
    for (const std::uint32_t query : index_.near_misses_.of(term)) {
      if (!is_first_try(query)) continue;
      const Clause& root = index_.queries_.root(query);
      const Clause* missed = evaluator_.missed_clause(root, *index_.near_miss_margin_);
      if (missed != nullptr) near_misses_.push_back({query, missed});
    }
  }
  forget_tried();
  return near_misses_;
}

bool QueryIndex::Session::is_first_try(std::uint32_t query) {
  if (is_tried_[query]) return false;
  is_tried_[query] = true;
  tried_.push_back(query);
  return true;
}

void QueryIndex::Session::forget_tried() {
  for (const std::uint32_t query : tried_) is_tried_[query] = false;
  tried_.clear();
}

std::span<const std::uint32_t> QueryIndex::Session::match_all(
    const articles::Article& article, const text::Analysis& analysis,
    const std::vector<alerts::Mention>& mentions) {
  read(article, analysis, mentions);
  for (std::uint32_t query = 0; query < index_.size(); ++query) try_query(query);
  return matched_;
}

void QueryIndex::Session::collect(std::uint32_t query, std::vector<alerts::Match>& matches) {
  matches.clear();
  evaluator_.collect(index_.queries_.root(query), matches);
  order_by_place(matches);
}

void QueryIndex::Session::collect(const NearMiss& near_miss, std::vector<alerts::Match>& matches) {
  matches.clear();
  evaluator_.collect_near_miss(index_.queries_.root(near_miss.query), *near_miss.missed, matches);
  order_by_place(matches);
}

Evaluator::Verdict QueryIndex::Session::explain(std::uint32_t query) {
  return evaluator_.explain(index_.queries_.root(query));
}

}  // namespace newswatch::detectors::topics
