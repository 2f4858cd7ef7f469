#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/query.h"

namespace newswatch::rules {

/// A query, and what its author should know about it.
struct ParsedQuery {
  Query query;
  std::vector<std::string> warnings;  ///< Sentences without a full stop.
};

/// Parses the query language of topics.
///
///     query    = and-query { "OR" and-query }
///     and-query = not-query { "AND" not-query }
///     not-query = "NOT" not-query | near
///     near     = primary { ("NEAR/" n | "ONEAR/" n) primary }         read from the left
///     primary  = "(" query ")" | field ":" primary | term
///     term     = word [ "*" ] | '"' words '"' | ("raw:" | "=") (word | '"' words '"')
///     field    = "title" | "headline" | "body" | "author" | "byline"
///
/// Operators are written in capitals. Words are those of the tokenizer; one written with a hyphen
/// or slash is the phrase of its parts. There is no implicit operator between words.
/// Marks that are operators elsewhere (-a, +a, a~1, a^2, a field that does not exist) are refused
/// outside quotation marks.
///
/// Errors: `InvalidQuery`; the message says what was found at which character (counted from 1),
/// what was expected, and where there is an obvious one, the mend. Refused too: more than 1,024
/// words, nesting deeper than 20, over 64 KiB, a NEAR whose two sides can't stand in one field or
/// contain NOT, a field inside another, and queries that some article without a single word of
/// theirs would match, such as a bare NOT: they can't be indexed and nobody means them.
///
/// Never throws; any bytes may come in.
Result<ParsedQuery> parse_query(std::string_view text);

}  // namespace newswatch::rules
