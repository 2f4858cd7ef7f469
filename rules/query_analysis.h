#pragma once

#include <array>
#include <optional>
#include <vector>

#include "rules/query.h"

namespace newswatch::rules {

/// @return words of which every matching article has at least one, as few and as long as the query
/// allows: the index
///         looks a query up by them. Nothing, when some article without any word of the query would
///         match it.
/// Source: the query index of Lucene Monitor (term extraction of its presearcher).
std::optional<std::vector<Word>> required_words(const Query& query);

/// @return the fields in which a hit of the query can lie; `kDefaultFields` where it names none,
/// and nothing where its parts can't stand in one field.
std::vector<Field> fields_of(const Query& query);

/// Where a query looks unless it says otherwise.
inline constexpr std::array kDefaultFields = {Field::Title, Field::Body};

}  // namespace newswatch::rules
