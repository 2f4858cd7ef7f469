#include "detectors/topics/query_record.h"

#include <algorithm>
#include <optional>

namespace newswatch::detectors::topics {
namespace {

using Kind = QueryRecord::Kind;
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

/// @return how a record says all of a query of one or two words; nothing for other queries.
std::optional<Kind> kind_of_few(const Query& query) {
  if (is_word(query)) return Kind::Either;
  if (query.kind == Query::Kind::Words && query.words.size() == 2) return Kind::Phrase;
  if (query.parts.size() != 2 || !std::ranges::all_of(query.parts, is_word)) return std::nullopt;
  switch (query.kind) {
    case Query::Kind::Or:
      return Kind::Either;
    case Query::Kind::And:
      return Kind::Both;
    case Query::Kind::Near:
    case Query::Kind::OrderedNear:
      if (query.distance <= kWidestPair) return Kind::Pair;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

/// @param anchor_first  whether the query names the anchor before the other word.
ArticleTerms::Window window_of(const Query& query, bool anchor_first) {
  const auto reach = static_cast<std::int8_t>(query.distance + 1);
  const auto back = static_cast<std::int8_t>(-reach);
  if (query.kind == Query::Kind::Near) return {.nearest = back, .furthest = reach};
  if (anchor_first) return {.nearest = 1, .furthest = reach};
  return {.nearest = back, .furthest = -1};
}

std::array<ArticleTerms::Mark, 2> marks_of(TermId one, TermId other) {
  return {ArticleTerms::mark_of(one), ArticleTerms::mark_of(other)};
}

/// Makes the record of a query of one plain word or two.
/// @return false, and leaves the record as it was, for all other queries.
bool make_few(const Query& query, TermId anchor, TermTable& terms, QueryRecord& record) {
  const auto kind = kind_of_few(query);
  if (!kind) return false;
  const auto& first = query.parts.empty() ? query.words.front() : query.parts.front().words.front();
  const auto& last = query.parts.empty() ? query.words.back() : query.parts.back().words.front();
  const std::array<TermId, 2> both{terms.id_of(first), terms.id_of(last)};
  if (!terms.is_plain(both[0]) || !terms.is_plain(both[1])) return false;
  if (both[0] == both[1] && !is_word(query)) return false;
  const TermId other = anchor == both[0] ? both[1] : both[0];
  record.kind = *kind;
  record.several = false;
  record.one_of = marks_of(*kind == Kind::Either ? anchor : other, other);
  if (*kind >= Kind::Pair) record.window = window_of(query, anchor == both[0]);
  if (*kind == Kind::Phrase) {
    record.one_of[0] = ArticleTerms::mark_of_pair(both[0], both[1]);
    record.both_count = false;
  }
  return true;
}

/// Joins each word of one term with the one of the other beside it: none of the two stands between
/// those that make a shortest stretch.
template <typename Use>
void for_each_joined(const QueryRecord& record, TermId anchor, const ArticleTerms& article,
                     const Use& use) {
  struct Last {
    TermId term = 0;
    std::uint32_t position = 0;
  };
  std::optional<Last> last;
  article.for_each_in_text(anchor, record.other(), [&](TermId term, std::uint32_t position) {
    if (last && last->term != term) {
      const auto apart = static_cast<std::int64_t>(position) - last->position;
      const std::int64_t other_behind = term == anchor ? -apart : apart;
      const ArticleTerms::Window window = record.window;
      if (window.nearest <= other_behind && other_behind <= window.furthest) {
        use(last->position, last->term, position, term);
      }
    }
    last = {term, position};
  });
}

}  // namespace

TermId term_of(const rules::Feature& feature, TermTable& terms) {
  return feature.word != nullptr ? terms.id_of(*feature.word)
                                 : terms.id_of_mention(*feature.mention);
}

QueryRecord record_of(const Query& query, std::uint32_t number, TermId anchor,
                      const std::vector<rules::Alternatives>& needed, TermTable& terms) {
  QueryRecord record{
      .query = number, .one_of = marks_of(anchor, anchor), .several = needed.front().size() > 1};
  if (make_few(query, anchor, terms, record)) return record;
  if (is_decided_by_presence(query, needed)) record.kind = Kind::Decided;
  // An anchor is present by itself, so that it can stand where no second group is short enough.
  const auto second =
      std::find_if(needed.begin() + 1, needed.end(),
                   [](const rules::Alternatives& group) { return group.size() <= 2; });
  if (second != needed.end()) {
    record.one_of = marks_of(term_of(second->front(), terms), term_of(second->back(), terms));
  }
  return record;
}

bool is_met(const QueryRecord& record, TermId anchor, const ArticleTerms& article) {
  const TermId other = record.other();
  switch (record.kind) {
    case Kind::Either:
      return article.text_has(anchor) && !(other < anchor && article.text_has(other));
    case Kind::Both:
      return article.text_has(anchor) && article.text_has(other);
    case Kind::Pair:
    case Kind::Phrase:
      return article.text_has_pair(anchor, other, record.window, record.kind == Kind::Phrase);
    default:
      return article.text_has(anchor) &&
             (article.text_has(ArticleTerms::term_of(record.one_of[0])) || article.text_has(other));
  }
}

void collect_words(const QueryRecord& record, TermId anchor, const ArticleTerms& article,
                   const CompiledQueries& queries, std::vector<alerts::Match>& matches) {
  const auto add = [&](TermId term, std::uint32_t position) {
    matches.push_back({article.place_of({position, position}), queries.terms()[term].text});
  };
  switch (record.kind) {
    case Kind::Pair:
      for_each_joined(record, anchor, article,
                      [&](auto before, TermId first, auto at, TermId term) {
                        const Place place = article.place_of({before, before});
                        if (matches.empty() || matches.back().place != place) add(first, before);
                        add(term, at);
                      });
      return;
    case Kind::Phrase: {
      const std::string_view text = queries.text_of_leaf(queries.root(record.query));
      for_each_joined(record, anchor, article, [&](auto before, TermId, auto at, TermId) {
        if (article.token_at(before).paragraph != article.token_at(at).paragraph) return;
        matches.push_back({article.place_of({before, at}), text});
      });
      return;
    }
    default:
      article.for_each_in_text(anchor, record.other(), add);
  }
}

}  // namespace newswatch::detectors::topics
