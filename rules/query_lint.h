#pragma once

#include <string>
#include <vector>

#include "rules/query.h"

namespace newswatch::rules {

/// Finds what is legal and most likely not meant: clauses that can never be met or always are,
/// alternatives that another one makes needless, and wildcards with so few letters that they match
/// much of a language.
/// @param query  its references looked up or not.
/// @return sentences without a full stop, in the order of the query.
std::vector<std::string> lint_query(const Query& query);

}  // namespace newswatch::rules
