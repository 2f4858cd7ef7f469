#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detectors/topics/metadata_condition.h"
#include "detectors/topics/term_table.h"
#include "rules/query.h"

namespace newswatch::detectors::topics {

/// One node of a compiled query. Its parts follow it, each with all its own.
struct Clause {
  rules::Query::Kind kind = rules::Query::Kind::Words;
  rules::Scope scope = rules::Scope::Body;  ///< Of `InScope`.
  bool is_term = false;                     ///< Of `Words`: one term, its number in `operand`.
  bool is_plain = false;                    ///< Of `Words`: all of them are, see `Term`.
  bool has_place = true;                    ///< See `rules::has_place`.
  std::uint32_t size = 1;                   ///< In clauses, with all parts.
  std::uint32_t operand = 0;                ///< A term, or an index: see `CompiledQueries`.
  std::uint32_t least = 0;                  ///< Distance, lower bound, or the number of words.
  std::uint32_t most = 0;                   ///< Upper bound.
};

/// Many queries, their words turned into terms. Filled once, then only read, by any thread.
class CompiledQueries {
 public:
  /// @param query  with its references looked up. @return the query's number, from 0 upwards.
  std::uint32_t add(const rules::Query& query);
  /// To be called once, after the last addition.
  void build() { terms_.build(); }

  std::size_t size() const { return begins_.size(); }
  const Clause& root(std::uint32_t query) const { return clauses_[begins_[query]]; }
  /// Asks for the memory of several queries, side by side: what their clauses and the texts of
  /// their leaves are read from.
  void approach(std::span<const std::uint32_t> queries) const;
  /// The same for the clauses alone.
  void approach_clauses(std::span<const std::uint32_t> queries) const;
  const TermTable& terms() const { return terms_; }
  TermTable& terms() { return terms_; }
  const std::vector<MetadataCondition>& conditions() const { return conditions_; }

  /// The terms of a phrase, in order.
  const TermId* words(const Clause& clause) const { return &words_[clause.operand]; }
  const rules::Weight& weight(const Clause& score, std::size_t part) const {
    return weights_[score.operand + part];
  }
  std::int32_t threshold(const Clause& score) const {
    return static_cast<std::int32_t>(score.least);
  }

  /// @return the canonical form of a word, phrase or mention; lives as long as the queries.
  std::string_view text_of_leaf(const Clause& clause) const;
  /// @return the tree behind a clause, for messages.
  rules::Query query_of(const Clause& clause) const;

  std::size_t memory_bytes() const;

 private:
  void approach_terms(const Clause& clause) const;
  void approach_text(const Clause& clause) const;
  void compile(const rules::Query& query);
  void compile_words(const rules::Query& query, Clause& clause);
  std::uint32_t condition(const rules::Query& query);
  std::uint32_t text(std::string text);

  TermTable terms_;
  std::vector<Clause> clauses_;
  std::vector<std::uint32_t> begins_;  ///< Into `clauses_`, by query.
  std::vector<TermId> words_;          ///< Of phrases; behind the last of each its text.
  std::vector<rules::Weight> weights_;
  std::vector<MetadataCondition> conditions_;
  std::unordered_map<std::string, std::uint32_t> condition_numbers_;
  std::deque<std::string> texts_;  ///< Of phrases and of the names of rules.
  std::unordered_map<std::string_view, std::uint32_t> text_numbers_;
};

/// Calls `use` with each part of a clause, and its number.
template <typename Use>
void for_each_part(const Clause& clause, const Use& use) {
  const Clause* const end = &clause + clause.size;
  std::size_t number = 0;
  for (const Clause* part = &clause + 1; part != end; part += part->size) use(*part, number++);
}

}  // namespace newswatch::detectors::topics
