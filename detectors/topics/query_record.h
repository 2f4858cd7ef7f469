#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "alerts/findings.h"
#include "detectors/topics/article_terms.h"
#include "detectors/topics/compiled_queries.h"
#include "rules/query_analysis.h"

namespace newswatch::detectors::topics {

/// A query under one of the terms that it is found by, with what can be known without looking at
/// the query itself. Half of a desk's queries are no more than two words: a record says all of
/// these. It is small, since an article touches thousands.
struct QueryRecord {
  enum class Kind : std::uint8_t {
    Tried,    ///< Without both of `one_of` the article can't meet it; else it is evaluated.
    Decided,  ///< Met as soon as the text has the term and one of `one_of`.
    // The whole query is the term and `other`, both plain, or the term alone, and it is met as soon
    // as
    Either,  ///< the text has one of them;
    Both,    ///< the text has both;
    Pair,    ///< the other stands within `window` of the term;
    Phrase,  ///< the same, in one paragraph.
  };
  std::uint32_t query = 0;
  /// An article without both can't meet the query by this term. Of a phrase the first is the mark
  /// of its pair, and counts alone.
  std::array<ArticleTerms::Mark, 2> one_of{};
  ArticleTerms::Window window;
  Kind kind = Kind::Tried;
  bool several : 1 = false;  ///< Several terms may find it at once, and say that it is met.
  bool both_count : 1 = true;

  /// Of a query of two words, the one beside the term; else one of `one_of`.
  TermId other() const { return ArticleTerms::term_of(one_of[1]); }
  bool says_all() const { return kind >= Kind::Either; }
};

/// @param number  of the query. @param anchor  the term that it will be found by, of those in the
/// first of `needed`. @param needed  what a matching article must have, the rarest first.
QueryRecord record_of(const rules::Query& query, std::uint32_t number, TermId anchor,
                      const std::vector<rules::Alternatives>& needed, TermTable& terms);

TermId term_of(const rules::Feature& feature, TermTable& terms);

/// @param anchor  the term of the record, which the article has. @param record  not of a query that
/// must be evaluated. @return whether the article meets the query; if several of its terms make it
/// so, of some kinds only under one of them.
bool is_met(const QueryRecord& record, TermId anchor, const ArticleTerms& article);

/// Adds the words that made the query true, by place, as `Evaluator::collect` would.
/// @param record  of a query that is met, which says all of it.
void collect_words(const QueryRecord& record, TermId anchor, const ArticleTerms& article,
                   const CompiledQueries& queries, std::vector<alerts::Match>& matches);

}  // namespace newswatch::detectors::topics
