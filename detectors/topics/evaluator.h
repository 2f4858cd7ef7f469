#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"
#include "detectors/topics/article_terms.h"
#include "detectors/topics/compiled_queries.h"

namespace newswatch::detectors::topics {

/// Decides whether an article meets a query, and where. docs/queries.md is the specification.
///
/// Each clause has hits: stretches of words in one field. Those of operators that measure places
/// are minimal: none contains another. Those of OR are the hits of its parts, since
/// A NEAR/n (B OR C) is A NEAR/n B OR A NEAR/n C. AND holds in the article as a whole, its parts in
/// whichever field; its hits are the shortest stretches of one field that have all its parts, which
/// may overlap. Source: Clarke, Cormack and Burkowski, "An algebra for structured text search", The
/// Computer Journal 38 (1995).
///
/// One serves one thread. Time and memory are bounded by the product of the sizes of query and
/// article; once its memory has grown, nothing is allocated.
class Evaluator {
 public:
  /// Words of one query, about: nobody reads more, and a hostile one can't fill the memory.
  static constexpr std::size_t kMostMatches = 1000;

  /// Both must outlive this.
  Evaluator(const CompiledQueries& queries, const ArticleTerms& terms);

  /// To be called for each article, before any question about it.
  void use(const articles::Article& article);

  /// @return whether the article meets the clause, the root of a query.
  bool meets(const Clause& root);

  /// Adds the words that made the query true, in no order. Only for a query that is met.
  void collect(const Clause& root, std::vector<alerts::Match>& matches);

  /// @return the quotations in which words were collected last, of queries that ask for quotations.
  std::span<const Stretch> quoted() const { return quoted_; }
  /// To be called when words were collected by other means, of a query that asks for none.
  void forget_quoted() { quoted_.clear(); }

  /// One clause, as it turned out in the article.
  struct Verdict {
    const Clause* clause = nullptr;
    bool met = false;
    std::vector<Stretch> hits;
    std::optional<std::int64_t> score;  ///< Of `Score`.
    std::vector<Verdict> parts;
  };
  /// For people who ask about one query: it allocates.
  Verdict explain(const Clause& root);

  /// @return the points that a query with weights reaches, with the threshold, a field around it or
  /// the name of a topic or not; nothing for other queries.
  std::optional<alerts::Score> score_of(const Clause& root);

  /// @return the one clause that an article misses which nearly meets the query, see
  /// `rules::near_miss_features`: the part of an AND, or the NEAR, ATLEAST or score itself. Null
  /// when it meets the query, or misses more.
  const Clause* missed_clause(const Clause& root, std::uint32_t margin_percent);
  /// Adds the words that the article has of a query that it nearly meets, in no order.
  void collect_near_miss(const Clause& root, const Clause& missed,
                         std::vector<alerts::Match>& matches);

 private:
  /// A run of `hits_`.
  struct Hits {
    std::size_t begin = 0;
    std::size_t size = 0;
  };
  /// A sentence or paragraph that was looked at last: words `first` to `last`.
  struct KnownPart {
    rules::Query::Kind kind = rules::Query::Kind::Words;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  /// How far behind a stretch another one may begin, and end.
  struct Reach {
    std::uint32_t latest_first = 0;
    std::uint32_t latest_last = 0;
  };
  /// Of an operator that joins two, in the order of a text.
  struct Sides {
    const Clause& before;
    const Clause& behind;
  };
  enum class Known : std::uint8_t { No, Holds, Fails };
  /// A hit of one part of a cover.
  struct PartHit {
    Stretch hit;
    std::uint32_t part = 0;
  };
  /// A word that fits some words of a sloppy phrase; a bit for each of these.
  struct SlotWord {
    std::uint32_t position = 0;
    std::uint32_t slots = 0;
  };

  // Whether: in evaluator.cpp.
  bool meets(const Clause& clause, Range range);
  bool meets_all(const Clause& clause, Range range);
  std::size_t parts_met(const Clause& clause, Range range);
  bool has_hits(const Clause& clause, Range range);
  std::int64_t score_of(const Clause& clause, Range range);
  std::pair<const Clause*, Range> inside(const Clause& root) const;
  bool nearly_near(const Clause& clause, Range range);
  const Clause* only_unmet_part(const Clause& clause, Range range);
  std::size_t count(const Clause& clause, Range range);
  bool holds(std::uint32_t condition);
  Range narrowed(const Clause& clause, Range range) const;

  // Where: in evaluator_hits.cpp. What lies on the stack behind the returned run is dropped.
  Hits hits(const Clause& clause, Range range);
  void push_hits(const Clause& clause, Range range);
  void push_term(TermId term, Range range);
  void push_phrase(const Clause& clause, Range range, bool first_only);
  void push_sloppy(const Clause& clause, Range range);
  void put_in_order(std::size_t begin);
  void push_parts(const Clause& clause, Range range);
  void push_covers(const Clause& clause, Range range);
  void push_near(const Clause& clause, Range range);
  void push_not_near(const Clause& clause, Range range);
  void push_positions(const Clause& clause, Range range);
  void push_quoted(const Clause& clause, Range range);
  template <typename Use>
  void for_each_quotation(const Clause& clause, Range range, const Use& use) const;
  bool holds_in(const Clause& clause, Range quotation);
  void push_joined(const Clause& clause, Hits before, Hits behind);
  Reach reach(const Clause& clause, Stretch from);
  std::uint32_t end_of_part(rules::Query::Kind kind, std::uint32_t position);
  static bool joins(const Clause& clause, Stretch one, Stretch other, const Reach& reached);
  void make_minimal(std::size_t begin);
  void drop_all_but(std::size_t to, std::size_t from);

  // Which words: in evaluator_matches.cpp.
  void collect(const Clause& clause, Range range, std::vector<alerts::Match>& matches);
  void collect_leaf(const Clause& clause, Range range, std::vector<alerts::Match>& matches);
  void collect_hit(const Clause& clause, Range range, Stretch hit,
                   std::vector<alerts::Match>& matches);
  void collect_inside(const Clause& clause, Range range, Stretch stretch,
                      std::vector<alerts::Match>& matches);
  void collect_sides(const Clause& clause, Range range, Stretch hit,
                     std::vector<alerts::Match>& matches);
  void collect_pairs(const Clause& clause, Sides sides, Range range, Stretch hit,
                     std::vector<alerts::Match>& matches);
  void collect_quoted(const Clause& clause, Range range, std::vector<alerts::Match>& matches);
  void collect_quoted_hit(const Clause& clause, Range range, Stretch hit,
                          std::vector<alerts::Match>& matches);
  void enter_quotation(const Clause& clause, Range quotation);
  Hits known_hits(const Clause& clause, Range range);
  Verdict explain(const Clause& clause, Range range);
  Range range_of_parts(const Clause& clause, Range range);

  const CompiledQueries& queries_;
  const ArticleTerms& terms_;
  FoldedMetadata metadata_;
  std::vector<Known> conditions_;
  std::vector<std::uint32_t> known_conditions_;
  const Clause* stretched_ = nullptr;  ///< A NEAR that is taken at twice its distance.
  std::vector<Stretch> hits_;          ///< A stack.

  KnownPart known_part_;

  // Memory of single steps, kept for the next.
  std::vector<PartHit> part_hits_;
  std::vector<std::int64_t> latest_, ordered_;
  std::vector<std::uint32_t> furthest_;
  std::vector<ArticleTerms::Cursor> cursors_;
  std::vector<SlotWord> slot_words_;
  std::vector<std::optional<Hits>> known_;  ///< By clause of the query whose words are collected.
  const Clause* root_ = nullptr;
  std::vector<Stretch> quoted_;
};

/// Calls `use` with each quotation that a clause of kind `Quote` asks for, as far as it lies in
/// `range`.
template <typename Use>
void Evaluator::for_each_quotation(const Clause& clause, Range range, const Use& use) const {
  terms_.for_each(clause.operand, [&](Stretch stretch) {
    const Range quotation{std::max(range.begin, stretch.first),
                          std::min(range.end, stretch.last + 1)};
    if (quotation.begin < quotation.end) use(quotation);
    return true;
  });
}

}  // namespace newswatch::detectors::topics
