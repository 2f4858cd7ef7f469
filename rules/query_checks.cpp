#include "rules/query_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/nearest_name.h"
#include "rules/query_analysis.h"

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;

constexpr std::size_t kMostSloppyWords = 16;

/// A domain takes its subdomains along anyway.
std::string without_subdomain_marks(std::string domain) {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view prefix : {"*.", ".", "www."}) {
      if (!domain.starts_with(prefix)) continue;
      domain.erase(0, prefix.size());
      found = true;
    }
  }
  return domain;
}

std::size_t words_in(const Query& query) {
  std::size_t words = query.words.size();
  for (const Query& part : query.parts) words += words_in(part);
  return words;
}

bool names_rule(const Query& query) {
  return (query.kind == Kind::Rule && query.parts.empty()) ||
         std::ranges::any_of(query.parts, names_rule);
}

bool is_two_sided(Kind kind) {
  return kind == Kind::Near || kind == Kind::OrderedNear || kind == Kind::NotNear ||
         kind == Kind::Sentence || kind == Kind::Paragraph;
}

std::string_view operator_of(const Query& query) {
  switch (query.kind) {
    case Kind::Near:
      return "NEAR";
    case Kind::OrderedNear:
      return "ONEAR";
    case Kind::NotNear:
      return "NOT NEAR";
    case Kind::Sentence:
      return "SENT";
    case Kind::Paragraph:
      return "PARA";
    case Kind::Occurrences:
      return "a count";
    default:
      return "a range of words";
  }
}

/// The part that keeps a query from having a place.
const Query& without_place(const Query& query) {
  for (const Query& part : query.parts) {
    if (!has_place(part) && part.kind != Kind::Not && !part.parts.empty()) {
      return without_place(part);
    }
    if (!has_place(part)) return part;
  }
  return query;
}

std::optional<QueryError> check_places(const Query& query) {
  const bool measures =
      is_two_sided(query.kind) || query.kind == Kind::Occurrences || query.kind == Kind::Positions;
  if (!measures) return std::nullopt;
  for (const Query& part : query.parts) {
    if (has_place(part)) continue;
    const Query& culprit = without_place(part);
    const bool negation = culprit.kind == Kind::Not;
    return QueryError{culprit.at,
                      fmt::format("{} has no place for {} to measure from", to_string(culprit),
                                  operator_of(query)),
                      negation ? fmt::format("A {} B AND NOT C, or A NOT NEAR/5 C",
                                             query.parts.size() == 2 ? "NEAR/5" : "AND")
                               : "fentanyl NEAR/5 china AND lang:en"};
  }
  return std::nullopt;
}

std::optional<QueryError> check_sides(const Query& query) {
  if (!is_two_sided(query.kind) || query.kind == Kind::NotNear || names_rule(query)) {
    return std::nullopt;
  }
  if (!fields_of(query).empty()) return std::nullopt;
  return QueryError{query.at, fmt::format("{} can never match: its two sides stand in different "
                                          "fields",
                                          operator_of(query))};
}

bool names_other_scope(const Query& query, Scope scope) {
  const auto field = [](Scope s) { return s == Scope::Lead ? Scope::Body : s; };
  return (query.kind == Kind::InScope && field(query.scope) != field(scope)) ||
         std::ranges::any_of(query.parts,
                             [&](const Query& part) { return names_other_scope(part, scope); });
}

std::optional<QueryError> check_numbers(const Query& query) {
  if (query.kind == Kind::AtLeast) {
    if (query.least == 0) return QueryError{query.at, "at least 0 of some is always true"};
    if (query.least > query.parts.size()) {
      return QueryError{query.at, fmt::format("at least {} of {} can never match", query.least,
                                              query.parts.size())};
    }
  }
  if (query.kind == Kind::Sloppy && query.words.size() > kMostSloppyWords) {
    return QueryError{query.at, fmt::format("a phrase with ~ of {} words, limit {}",
                                            query.words.size(), kMostSloppyWords)};
  }
  if (query.kind != Kind::Score) return std::nullopt;
  std::int64_t most = 0;
  for (const Weight& weight : query.weights) {
    if (weight.points > 0) most += std::int64_t{weight.points} * weight.times;
  }
  if (most >= query.threshold) return std::nullopt;
  return QueryError{query.at, fmt::format("the score can never match: all clauses together reach "
                                          "{}, the threshold is {}",
                                          most, query.threshold)};
}

std::optional<QueryError> check_part(const Query& query) {
  for (const Query& part : query.parts) {
    if (auto error = check_part(part)) return error;
  }
  if (auto error = check_places(query)) return error;
  if (auto error = check_sides(query)) return error;
  if (auto error = check_numbers(query)) return error;
  if (query.kind == Kind::InScope && names_other_scope(query.parts[0], query.scope)) {
    return QueryError{
        query.at, fmt::format("{}: can never match: it holds another field", name_of(query.scope))};
  }
  return std::nullopt;
}

}  // namespace

std::optional<QueryError> check_query(const Query& query) {
  if (const auto words = words_in(query); words > Query::kMostWords) {
    return QueryError{query.at, fmt::format("{} words with those of other rules, limit {}", words,
                                            Query::kMostWords)};
  }
  if (auto error = check_part(query)) return error;
  if (has_required_word(query)) return std::nullopt;
  return QueryError{query.at,
                    "the query has no required word, so almost every article would match; write "
                    "what must be there",
                    "wanted AND NOT unwanted"};
}

std::optional<QueryError> normalize_values(Query& query) {
  const QueryError empty{query.at, fmt::format("{} with an empty value", metadata_name(query))};
  if (query.values.empty()) return empty;
  for (std::string& value : query.values) {
    if (query.metadata == Metadata::Country) {
      value = ascii_upper(value);
    } else if (query.metadata == Metadata::Language || query.metadata == Metadata::Domain ||
               query.metadata == Metadata::Status) {
      value = ascii_lower(value);
    }
    if (query.metadata == Metadata::Domain) value = without_subdomain_marks(std::move(value));
    const std::vector<std::string> states = {"usable", "corrected", "withdrawn"};
    if (query.metadata == Metadata::Status && std::ranges::find(states, value) == states.end()) {
      return QueryError{
          query.at,
          fmt::format("no article has the status \"{}\"{}", value, did_you_mean(value, states)),
          "status:corrected"};
    }
    if (value.empty()) return empty;
  }
  return std::nullopt;
}

}  // namespace newswatch::rules
