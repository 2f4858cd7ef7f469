#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/field.h"
#include "rules/query.h"

namespace newswatch::rules {

/// One thing that an article can have or not: a word, or a mention of an official or office.
struct Feature {
  const Word* word = nullptr;
  const Query* mention =
      nullptr;  ///< Of kind `Official`, `Role` or `Quote`; null where `word` is not.
};

/// Features of which every matching article has at least one.
using Alternatives = std::vector<Feature>;

/// @return the share of articles that have a feature, from 0 to 1; smaller is better to look a
/// query up by.
using Frequency = std::function<double(const Feature&)>;

/// @return what a matching article must have, the rarest first: at least one of each. Empty when
/// some article without any word of the query would match it. Borrows from `query`.
/// Source: the query index of Lucene Monitor (term extraction of its presearcher).
std::vector<Alternatives> required_features(const Query& query, const Frequency& frequency);

/// @return whether `required_features` has any. A reference that is not looked up counts as one.
bool has_required_word(const Query& query);

/// @return the lowest score that still is a near miss of `threshold`.
/// @param margin_percent  of the threshold, rounded up to whole points.
std::int64_t near_miss_floor(std::int32_t threshold, std::uint32_t margin_percent);

/// What nearly meets a query is, of parts joined by AND, met but for one; of NEAR and ONEAR, met at
/// twice the distance; of ATLEAST, short of one part; of a score, at `near_miss_floor` or above. A
/// field around the query, or a topic that it names, changes nothing in that; other queries are met
/// or not.
/// @return features of which every article has at least one that nearly meets the query and has any
/// word that it asks for. Empty when none can. Borrows from `query`.
Alternatives near_miss_features(const Query& query, std::uint32_t margin_percent,
                                const Frequency& frequency);

/// @return whether the query has places in the text, from which a distance can be measured; NOT and
/// metadata have none.
bool has_place(const Query& query);

/// @return the fields in which a hit of the query can lie: title and body where it names none, and
/// nothing where its parts can't stand in one field.
std::vector<Field> fields_of(const Query& query);

}  // namespace newswatch::rules
