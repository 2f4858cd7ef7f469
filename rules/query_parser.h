#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/query.h"

namespace newswatch::rules {

/// How the words of a query are read where the query itself does not say.
struct QueryOptions {
  /// What stands between two words side by side. `None` is an error, since half of all readers
  /// expect AND and half a phrase.
  enum class DefaultOperator { None, And, Or };
  DefaultOperator default_operator = DefaultOperator::None;
  std::string stem_language =
      {};  ///< BCP 47; plain words are compared by their stems. Empty: as written.
  /// Names of mapped fields, borrowed for the call. Others but those of the language are unknown.
  std::span<const std::string> metadata = {};
};

/// @return the operator that is written so, `AND` or `OR`; nothing for anything else.
std::optional<QueryOptions::DefaultOperator> default_operator_named(std::string_view name);

/// A query, and what its author should know about it.
struct ParsedQuery {
  Query query;
  std::vector<std::string> warnings;  ///< Sentences without a full stop.
};

/// Parses the query language of topics; docs/queries.md is its specification, with the grammar.
///
/// Errors: `InvalidQuery`; the message says what was found at which character (counted from 1),
/// what was expected, shows the place, and where there is an obvious one, the mend. Refused too:
/// more than 1,024 words, nesting deeper than 20, over 64 KiB, what `check_query` refuses, and
/// queries that some article without a single word of theirs would match, such as a bare NOT: they
/// can't be indexed and nobody means them. A query that names other rules is checked again once
/// these are known (see query_references.h).
///
/// Never throws; any bytes may come in.
Result<ParsedQuery> parse_query(std::string_view text, const QueryOptions& options = {});

}  // namespace newswatch::rules
