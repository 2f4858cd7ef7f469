#include "detectors/topics/compiled_queries.h"

#include <algorithm>

#include "base/prefetch.h"
#include "rules/query_analysis.h"

namespace newswatch::detectors::topics {

using rules::Query;
using Kind = Query::Kind;

namespace {

/// Of one query, asked for ahead: of more, the rest comes when it is read.
constexpr std::uint32_t kClausesAhead = 8;

}  // namespace

std::uint32_t CompiledQueries::add(const Query& query) {
  begins_.push_back(static_cast<std::uint32_t>(clauses_.size()));
  compile(query);
  return static_cast<std::uint32_t>(begins_.size() - 1);
}

void CompiledQueries::compile(const Query& query) {
  const std::size_t at = clauses_.size();
  Clause clause{.kind = query.kind, .scope = query.scope, .least = query.least, .most = query.most};
  clause.has_place = has_place(query);
  switch (query.kind) {
    case Kind::Words:
    case Kind::Sloppy:
      compile_words(query, clause);
      break;
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::NotNear:
      clause.least = query.distance;
      break;
    case Kind::Metadata:
      clause.operand = condition(query);
      break;
    case Kind::Score:
      clause.operand = static_cast<std::uint32_t>(weights_.size());
      clause.least = static_cast<std::uint32_t>(query.threshold);
      weights_.insert(weights_.end(), query.weights.begin(), query.weights.end());
      break;
    case Kind::Rule:
      clause.operand = text(query.name);
      break;
    case Kind::Official:
    case Kind::Role:
    case Kind::Quote:
      clause.operand = terms_.id_of_mention(query);
      break;
    default:
      break;
  }
  clauses_.push_back(clause);
  for (const Query& part : query.parts) compile(part);
  clauses_[at].size = static_cast<std::uint32_t>(clauses_.size() - at);
}

void CompiledQueries::compile_words(const Query& query, Clause& clause) {
  if (query.words.size() == 1) {
    clause.is_term = true;
    clause.operand = terms_.id_of(query.words.front());
    clause.is_plain = terms_.is_plain(clause.operand);
    return;
  }
  std::vector<TermId> terms;
  terms.reserve(query.words.size());
  for (const rules::Word& word : query.words) terms.push_back(terms_.id_of(word));
  clause.is_plain = std::ranges::all_of(terms, [&](TermId term) { return terms_.is_plain(term); });
  clause.operand = static_cast<std::uint32_t>(words_.size());
  clause.least = static_cast<std::uint32_t>(terms.size());
  clause.most = query.distance;
  words_.insert(words_.end(), terms.begin(), terms.end());
  words_.push_back(text(to_string(query)));
}

std::uint32_t CompiledQueries::condition(const Query& query) {
  const auto next = static_cast<std::uint32_t>(conditions_.size());
  const auto [known, is_new] = condition_numbers_.try_emplace(to_string(query), next);
  if (is_new) conditions_.emplace_back(query.metadata, query.name, query.values);
  return known->second;
}

std::uint32_t CompiledQueries::text(std::string text) {
  if (const auto known = text_numbers_.find(text); known != text_numbers_.end()) {
    return known->second;
  }
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.push_back(std::move(text));
  text_numbers_.emplace(texts_.back(), number);
  return number;
}

void CompiledQueries::approach_clauses(std::span<const std::uint32_t> queries) const {
  for (const std::uint32_t query : queries) prefetch(&begins_[query]);
  for (const std::uint32_t query : queries) {
    const std::uint32_t begin = begins_[query];
    const std::uint32_t end = query + 1 < size() ? begins_[query + 1] : begin + 1;
    for (std::uint32_t i = begin; i < std::min(end, begin + kClausesAhead); i += 2) {
      prefetch(&clauses_[i]);  // two of them fill most of a cache line
    }
  }
}

void CompiledQueries::approach(std::span<const std::uint32_t> queries) const {
  // Each step needs what the one before has asked for.
  approach_clauses(queries);
  const auto for_each_clause = [&](const auto& use) {
    for (const std::uint32_t query : queries) {
      const Clause* const clause = &root(query);
      for (std::uint32_t i = 0; i < std::min(clause->size, kClausesAhead); ++i) use(clause[i]);
    }
  };
  for_each_clause([&](const Clause& clause) { approach_terms(clause); });
  for_each_clause([&](const Clause& clause) { approach_text(clause); });
}

void CompiledQueries::approach_terms(const Clause& clause) const {
  if (clause.kind != Kind::Words) return;
  if (clause.is_term) {
    prefetch(&terms_[clause.operand].text);
  } else {
    prefetch(words(clause));
  }
}

void CompiledQueries::approach_text(const Clause& clause) const {
  const bool phrase = clause.kind == Kind::Words && !clause.is_term;
  if (phrase) prefetch(&texts_[words_[clause.operand + clause.least]]);
}

std::string_view CompiledQueries::text_of_leaf(const Clause& clause) const {
  const bool phrase =
      clause.kind == Kind::Sloppy || (clause.kind == Kind::Words && !clause.is_term);
  if (phrase) return texts_[words_[clause.operand + clause.least]];
  return terms_[clause.operand].text;
}

Query CompiledQueries::query_of(const Clause& clause) const {
  Query query{.kind = clause.kind};
  query.scope = clause.scope;
  for_each_part(clause, [&](const Clause& part, std::size_t number) {
    query.parts.push_back(query_of(part));
    if (clause.kind == Kind::Score) query.weights.push_back(weight(clause, number));
  });
  switch (clause.kind) {
    case Kind::Words:
    case Kind::Sloppy: {
      const std::uint32_t size = clause.is_term ? 1 : clause.least;
      for (std::uint32_t i = 0; i < size; ++i) {
        const TermId term = clause.is_term ? clause.operand : words(clause)[i];
        query.words.push_back(term == TermTable::kAnyWord
                                  ? rules::Word{.form = rules::Word::Form::Wildcard, .text = "*"}
                                  : terms_[term].word);
      }
      if (clause.kind == Kind::Sloppy) query.distance = clause.most;
      break;
    }
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::NotNear:
      query.distance = clause.least;
      break;
    case Kind::AtLeast:
    case Kind::Occurrences:
    case Kind::Positions:
      query.least = clause.least;
      query.most = clause.most;
      break;
    case Kind::Metadata:
      query.metadata = conditions_[clause.operand].metadata();
      query.name = conditions_[clause.operand].name();
      query.values = conditions_[clause.operand].values();
      break;
    case Kind::Score:
      query.threshold = threshold(clause);
      break;
    case Kind::Rule:
      query.name = texts_[clause.operand];
      break;
    case Kind::Official:
    case Kind::Role:
      query.name = terms_[clause.operand].word.text;
      break;
    case Kind::Quote:
      query.values = terms_.quotation(clause.operand).values;
      query.quoted_kinds = terms_.quotation(clause.operand).quoted_kinds;
      break;
    default:
      break;
  }
  return query;
}

std::size_t CompiledQueries::memory_bytes() const {
  std::size_t bytes = clauses_.capacity() * sizeof(Clause) +
                      begins_.capacity() * sizeof(std::uint32_t) +
                      words_.capacity() * sizeof(TermId) + terms_.memory_bytes();
  for (const std::string& text : texts_) bytes += sizeof text + text.capacity();
  return bytes;
}

}  // namespace newswatch::detectors::topics
