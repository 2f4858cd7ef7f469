#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "alerts/findings.h"
#include "detectors/topics/dictionary.h"
#include "detectors/topics/occurrences.h"
#include "rules/query.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {

/// Words `first` to `last` of a field, both included, that a leaf of the query asked for.
struct LeafHit {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  const struct Clause* clause = nullptr;
};

/// The shortest stretch of a field, words `first` to `last`, that satisfies a clause, and the words
/// it is made of.
struct Hit {
  Field field = Field::Body;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::vector<LeafHit> leaves;
};

/// One node of a query, its words looked up in the dictionary.
struct Clause {
  rules::Query::Kind kind = rules::Query::Kind::Words;
  std::string text;  ///< Canonical form.
  std::vector<rules::Word> words;
  std::vector<TermId> terms;  ///< One for each of `words`.
  std::vector<Clause> parts;
  std::uint32_t distance = 0;
  Field field = Field::Body;
};

/// What became of one clause in one article.
struct Verdict {
  const Clause* clause = nullptr;
  bool matched = false;
  std::vector<Hit> hits;  ///< In order of field and place. None of a NOT.
  std::vector<Verdict> parts;
};

/// @return the id under which a word of a query is looked up, made at need. Exact words go by their
/// folded form.
TermId term_of(const rules::Word& word, Dictionary& dictionary);

/// Looks up the words of `query`, adding those that are new.
Clause compile(const rules::Query& query, Dictionary& dictionary);

/// Decides whether an article meets a query, and where.
///
/// The hits of NEAR and AND are minimal: none contains another. Those of OR are the hits of its
/// parts. AND holds in the article as a whole, its parts in whichever field; as a side of NEAR it
/// is the shortest stretch of one field that has all its parts, which may overlap. Source: Clarke,
/// Cormack and Burkowski, "An algebra for structured text search", The Computer Journal 38 (1995).
Verdict evaluate(const Clause& clause, const text::Analysis& analysis,
                 const Occurrences& occurrences);

/// @return the bytes of a hit's field from its first word to its last.
ByteSpan span_of(const text::Tokens& tokens, std::uint32_t first, std::uint32_t last);

}  // namespace newswatch::detectors::topics
