#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "detectors/topics/article_terms.h"
#include "detectors/topics/compiled_queries.h"
#include "detectors/topics/evaluator.h"
#include "detectors/topics/postings.h"
#include "detectors/topics/query_record.h"
#include "detectors/topics/word_frequencies.h"

namespace newswatch::detectors::topics {

/// Standing queries, asked all at once whether an article meets them. Each is looked up by its
/// rarest required terms, so that an article costs what it holds, not what is asked. Filled once,
/// then only read, by any thread.
///
/// Source: the query index of Lucene Monitor; the second term beside the first is ours.
class QueryIndex {
 public:
  /// A query that an article nearly meets.
  struct NearMiss {
    std::uint32_t query = 0;
    const Clause* missed = nullptr;  ///< Owned by the index.
  };

  /// What one query took of the time that an article took.
  struct QueryCost {
    std::uint32_t query = 0;
    std::chrono::nanoseconds time{0};
  };

  /// A query that an article meets.
  struct Met {
    std::uint32_t query = 0;
    TermId anchor = 0;                    ///< The term that it was found by.
    const QueryRecord* record = nullptr;  ///< Owned by the index; null when it was found without.
  };

  /// What one thread needs to ask.
  class Session {
   public:
    /// @param index  must outlive this.
    explicit Session(const QueryIndex& index);

    /// @param costs  null, or where to add what it took to try each query.
    /// @return the queries that the article meets, in no order; valid until the next call.
    std::span<const Met> match(const articles::Article& article, const text::Analysis& analysis,
                               const alerts::Findings& found,
                               std::vector<QueryCost>* costs = nullptr);
    /// The same without the index: every query is tried. For tests, and to measure the index.
    std::span<const Met> match_all(const articles::Article& article, const text::Analysis& analysis,
                                   const alerts::Findings& found);

    /// @return the queries that the last article nearly meets, in no order; valid until the next
    /// call. None unless the index was made to know them. To be called once, after `match`.
    std::span<const NearMiss> near_misses();

    /// Asks for the memory that `collect` will read. To be called once, before the words of all
    /// queries that `match` gave are collected.
    void prepare_to_collect();
    /// Gives the words that made a query true in the last article, by place, each place once.
    void collect(const Met& met, std::vector<alerts::Match>& matches);
    /// The same for what the article has of a query that it nearly meets.
    void collect(const NearMiss& near_miss, std::vector<alerts::Match>& matches);
    /// @return the indexes among the findings of the quotations in which words were collected last,
    /// in order.
    std::vector<std::size_t> quoted() const;
    /// @return what a query with weights came to in the last article.
    std::optional<alerts::Score> score_of(std::uint32_t query);
    Evaluator::Verdict explain(std::uint32_t query);
    const ArticleTerms& terms() const { return terms_; }

    /// Records of queries that the last article touched, and those of them that were evaluated.
    std::size_t records_touched() const { return records_touched_; }
    std::size_t queries_evaluated() const { return queries_evaluated_; }

   private:
    void read(const articles::Article& article, const text::Analysis& analysis,
              const alerts::Findings& found);
    void find_candidates();
    bool is_to_try(const Met& candidate);
    bool evaluate(std::uint32_t query);
    bool record_tells_words(const Met& met) const;
    bool mark_tried(std::uint32_t query);
    void forget_tried();

    const QueryIndex& index_;
    ArticleTerms terms_;
    Evaluator evaluator_;
    /// By term of the last article.
    std::vector<std::pair<TermId, std::span<const QueryRecord>>> records_;
    std::vector<Met> candidates_;  ///< What the last article may meet; more were of others before.
    std::size_t candidates_found_ = 0;
    std::vector<Met> to_evaluate_;
    std::vector<Met> met_;
    std::vector<std::uint32_t> read_;  ///< Queries whose clauses will be read.
    std::vector<NearMiss> near_misses_;
    std::vector<std::uint32_t> tried_;  ///< Of those that can be found by several terms.
    std::vector<bool> is_tried_;
    std::size_t records_touched_ = 0;
    std::size_t queries_evaluated_ = 0;
  };

  /// @param near_miss_margin  in percent of a score's threshold; nothing: near misses are not
  /// known.
  explicit QueryIndex(std::optional<std::uint32_t> near_miss_margin = std::nullopt)
      : near_miss_margin_(near_miss_margin) {}

  /// @param query  with its references looked up, and a required word. @return its number.
  std::uint32_t add(const rules::Query& query, const WordFrequencies& frequencies);
  /// To be called once, after the last addition.
  void build();

  std::size_t size() const { return queries_.size(); }
  const CompiledQueries& queries() const { return queries_; }
  std::size_t memory_bytes() const;
  /// @return by query, the terms that it is looked up by. To be called after `build`.
  std::vector<std::vector<TermId>> terms_by_query() const;

 private:
  std::vector<TermId> terms_of(const rules::Alternatives& features);

  CompiledQueries queries_;
  Postings<QueryRecord> records_;
  std::optional<std::uint32_t> near_miss_margin_;
  Postings<std::uint32_t> near_misses_;  ///< Queries, by what a near miss has at least one of.
};

}  // namespace newswatch::detectors::topics
