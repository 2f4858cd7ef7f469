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

/// Of a pair wider than this the evaluator walks along the words' places instead.
constexpr std::uint32_t kWidestPair = 15;

/// @return the two single words that the query joins and nothing else, as far as their distance
/// can be looked at word by word.
std::optional<std::array<const rules::Word*, 2>> words_of_pair(const Query& query) {
  if (query.kind == Query::Kind::Words && query.words.size() == 2) {
    return std::array{&query.words[0], &query.words[1]};
  }
  const bool near = query.kind == Query::Kind::Near || query.kind == Query::Kind::OrderedNear;
  if (!near || query.distance > kWidestPair || !std::ranges::all_of(query.parts, is_word)) {
    return std::nullopt;
  }
  return std::array{&query.parts[0].words[0], &query.parts[1].words[0]};
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

TermId QueryIndex::term_of(const rules::Feature& feature) {
  TermTable& terms = queries_.terms();
  return feature.word != nullptr ? terms.id_of(*feature.word)
                                 : terms.id_of_mention(*feature.mention);
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
  for (const TermId anchor : terms_of(needed.front())) {
    records_.add(anchor, record_of(query, number, anchor, needed));
  }
  if (near_miss_margin_) {
    const auto features = near_miss_features(query, *near_miss_margin_, frequency);
    for (const TermId term : terms_of(features)) near_misses_.add(term, number);
  }
  return number;
}

QueryIndex::Record QueryIndex::record_of(const Query& query, std::uint32_t number, TermId anchor,
                                         const std::vector<rules::Alternatives>& needed) {
  Record record{.query = number, .one_of = {anchor, anchor}, .several = needed.front().size() > 1};
  if (make_pair(query, anchor, record)) return record;
  if (is_decided_by_presence(query, needed)) record.kind = Record::Kind::Decided;
  // An anchor is present by itself, so that it can stand where no second group is short enough.
  const auto second =
      std::find_if(needed.begin() + 1, needed.end(),
                   [](const rules::Alternatives& group) { return group.size() <= 2; });
  if (second != needed.end()) record.one_of = {term_of(second->front()), term_of(second->back())};
  return record;
}

/// Makes a record of two plain words that follow each other or stand close together.
/// @return false, and leaves the record as it was, for all other queries.
bool QueryIndex::make_pair(const Query& query, TermId anchor, Record& record) {
  const auto words = words_of_pair(query);
  if (!words) return false;
  const std::array<TermId, 2> terms{queries_.terms().id_of(*words->at(0)),
                                    queries_.terms().id_of(*words->at(1))};
  const bool plain = queries_.terms().is_plain(terms[0]) && queries_.terms().is_plain(terms[1]);
  if (!plain || terms[0] == terms[1]) return false;
  const auto reach = static_cast<std::int8_t>(query.distance + 1);
  record.kind = query.kind == Query::Kind::Words ? Record::Kind::Phrase : Record::Kind::Pair;
  if (query.kind == Query::Kind::Near) {
    record.window = {.nearest = static_cast<std::int8_t>(-reach), .furthest = reach};
  } else if (anchor == terms[0]) {
    record.window = {.nearest = 1, .furthest = reach};
  } else {
    record.window = {.nearest = static_cast<std::int8_t>(-reach), .furthest = -1};
  }
  const TermId other = anchor == terms[0] ? terms[1] : terms[0];
  record.one_of = {other, other};
  return true;
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
    for (const Record& record : records_.of(term)) terms[record.query].push_back(term);
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
  matched_.clear();
  records_touched_ = queries_evaluated_ = 0;
}

/// @return the records that the article may meet, as far as the terms in them tell.
std::span<const QueryIndex::Record* const> QueryIndex::Session::candidates(
    std::span<const Record> records) {
  if (candidates_.size() < records.size()) candidates_.resize(records.size());
  std::size_t count = 0;
  for (const Record& record : records) {
    candidates_[count] = &record;
    count += terms_.has_any(record.one_of) ? 1 : 0;
  }
  return {candidates_.data(), count};
}

bool QueryIndex::Session::meets(TermId term, const Record& record) {
  switch (record.kind) {
    case Record::Kind::Decided:
      return terms_.text_has(term) &&
             (terms_.text_has(record.one_of[0]) || terms_.text_has(record.one_of[1]));
    case Record::Kind::Pair:
    case Record::Kind::Phrase:
      return terms_.text_has_pair(term, record.one_of[0], record.window,
                                  record.kind == Record::Kind::Phrase);
    case Record::Kind::Tried:
      break;
  }
  return evaluate(record.query);
}

bool QueryIndex::Session::evaluate(std::uint32_t query) {
  ++queries_evaluated_;
  return evaluator_.meets(index_.queries_.root(query));
}

std::span<const std::uint32_t> QueryIndex::Session::match(const articles::Article& article,
                                                          const text::Analysis& analysis,
                                                          const alerts::Findings& found,
                                                          std::vector<QueryCost>* costs) {
  read(article, analysis, found);
  constexpr std::size_t kAhead = 8;
  const auto present = terms_.present();
  for (std::size_t i = 0; i < present.size(); ++i) {
    if (i + 2 * kAhead < present.size()) index_.records_.approach(present[i + 2 * kAhead]);
    if (i + kAhead < present.size()) index_.records_.come_near(present[i + kAhead]);
    const TermId term = present[i];
    const auto records = index_.records_.of(term);
    records_touched_ += records.size();
    for (const Record* const candidate : candidates(records)) {
      const Record& record = *candidate;
      if (record.several && is_tried_[record.query]) continue;
      std::optional<ShortTimer> timer;
      if (costs != nullptr) timer.emplace();
      const bool met = meets(term, record);
      if (timer) costs->push_back({record.query, timer->lap()});
      if (met) matched_.push_back(record.query);
      // What is not evaluated may still be met by another of its terms.
      if (record.several && (met || record.kind == Record::Kind::Tried)) mark_tried(record.query);
    }
  }
  forget_tried();
  return matched_;
}

std::span<const QueryIndex::NearMiss> QueryIndex::Session::near_misses() {
  near_misses_.clear();
  if (index_.near_misses_.empty()) return near_misses_;
  for (const std::uint32_t query : matched_) mark_tried(query);
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

std::span<const std::uint32_t> QueryIndex::Session::match_all(const articles::Article& article,
                                                              const text::Analysis& analysis,
                                                              const alerts::Findings& found) {
  read(article, analysis, found);
  for (std::uint32_t query = 0; query < index_.size(); ++query) {
    if (evaluate(query)) matched_.push_back(query);
  }
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
