#pragma once

#include <optional>

#include "rules/query.h"
#include "rules/query_error.h"

namespace newswatch::rules {

/// Finds what can't be meant: an operator that measures places beside a condition that has none
/// (NOT, `lang:`), two sides in different fields, a field inside another, a score or a count that
/// can't be reached, more than 1,024 words, and a query without a required word. A reference that
/// is not looked up yet may turn out to be anything.
/// @return the first problem, at the place of its part.
std::optional<QueryError> check_query(const Query& query);

/// Brings the values of a `Metadata` query into the form that articles are compared in: languages,
/// domains and states in lower case, countries in upper case.
/// @return why a value, or their absence, can't match anything.
std::optional<QueryError> normalize_values(Query& query);

}  // namespace newswatch::rules
