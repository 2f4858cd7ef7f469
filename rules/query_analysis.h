#pragma once

#include <functional>
#include <vector>

#include "base/field.h"
#include "rules/query.h"

namespace newswatch::rules {

/// One thing that an article can have or not: a word, or a mention of an official or office.
struct Feature {
  const Word* word = nullptr;
  const Query* mention = nullptr;  ///< Of kind `Official` or `Role`; null where `word` is not.
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

/// @return whether the query has places in the text, from which a distance can be measured; NOT and
/// metadata have none.
bool has_place(const Query& query);

/// @return the fields in which a hit of the query can lie: title and body where it names none, and
/// nothing where its parts can't stand in one field.
std::vector<Field> fields_of(const Query& query);

}  // namespace newswatch::rules
