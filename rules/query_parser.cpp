#include "rules/query_parser.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "base/utf8.h"
#include "rules/query_checks.h"
#include "rules/query_error.h"
#include "rules/query_grammar.h"
#include "rules/query_lexer.h"

namespace newswatch::rules {
namespace {

using DefaultOperator = QueryOptions::DefaultOperator;

constexpr std::size_t kLongestQuery = 64 << 10;

}  // namespace

std::optional<DefaultOperator> default_operator_named(std::string_view name) {
  if (name == "AND") return DefaultOperator::And;
  if (name == "OR") return DefaultOperator::Or;
  return std::nullopt;
}

Result<ParsedQuery> parse_query(std::string_view text, const QueryOptions& options) {
  if (text.size() > kLongestQuery) {
    return newswatch::fail(ErrorCode::InvalidQuery, fmt::format("a query of {} bytes, limit {}",
                                                                text.size(), kLongestQuery));
  }
  if (const auto byte = first_invalid_utf8(text)) {
    return newswatch::fail(ErrorCode::InvalidQuery,
                           fmt::format("the query is not UTF-8 at byte {}", *byte));
  }
  auto lexemes = split_query(text, options.metadata);
  if (const auto* refused = std::get_if<QueryError>(&lexemes)) return fail(text, *refused);
  if (std::get<0>(lexemes).size() == 1) {
    return newswatch::fail(ErrorCode::InvalidQuery, "the query is empty");
  }
  QueryGrammar grammar(std::get<0>(std::move(lexemes)), options);
  auto query = grammar.parse();
  if (!query) return fail(text, *grammar.failed());
  if (const auto refused = check_query(*query)) return fail(text, *refused);
  return ParsedQuery{*std::move(query), grammar.take_warnings()};
}

}  // namespace newswatch::rules
