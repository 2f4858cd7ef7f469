#include "rules/query_suffix.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "rules/query.h"
#include "rules/query_limits.h"
#include "rules/query_reader.h"

namespace newswatch::rules {
namespace {

using Kind = Lexeme::Kind;
using Read = std::variant<Lexeme, QueryError>;

constexpr std::uint32_t kLargestBound = 1'000'000;

QueryError refused(std::string what, std::string example = {}) {
  return {0, std::move(what), std::move(example)};
}

/// @param left  what stands behind the suffix.
Lexeme piece(Kind kind, std::string_view query, std::string_view left) {
  const auto written = query.substr(0, query.size() - left.size());
  return {.kind = kind, .text = written, .as_written = written};
}

/// The same, with a number.
Lexeme piece(Kind kind, std::string_view query, std::string_view left, std::uint32_t number) {
  Lexeme lexeme = piece(kind, query, left);
  lexeme.least = number;
  return lexeme;
}

Read read_tilde(std::string_view query) {
  QueryReader reader(query.substr(1));
  // As in Lucene, a bare ~ is ~2.
  if (!is_digit(reader.rest().empty() ? ' ' : reader.rest().front()))
    return piece(Kind::Tilde, query, reader.rest(), 2);
  const auto number = reader.number<std::uint32_t>();
  if (!number || *number > kLongestDistance) {
    return refused(fmt::format("~ needs a whole number up to {}", kLongestDistance), "fentanyl~1");
  }
  return piece(Kind::Tilde, query, reader.rest(), *number);
}

Read read_weight(std::string_view query) {
  QueryReader reader(query.substr(1));
  const auto points = reader.number<std::int32_t>();
  std::optional<std::uint32_t> times = 1;
  const bool repeated = points && reader.take("x");
  if (repeated) times = reader.number<std::uint32_t>();
  const bool goes_on = !reader.rest().empty() && is_name(reader.rest().front());
  if (!points || !times || *times == 0 || *times > kLargestBound || goes_on ||
      std::abs(*points) > kMostPoints) {
    return refused("a weight is a whole number, with how often it counts at most behind an x",
                   "fentanyl^8, patch^-12 or fentanyl^2x3");
  }
  Lexeme lexeme = piece(Kind::Weight, query, reader.rest(), *times);
  lexeme.points = *points;
  return lexeme;
}

struct Bounds {
  std::uint32_t least = 0;
  std::uint32_t most = Query::kUnbounded;
  bool has_between = false;  ///< Whether a second number may stand there.
  std::string_view left;     ///< What stands behind.
};

/// @return nothing when there is no number at all, or something else stands there.
std::optional<Bounds> read_bounds(std::string_view query, std::string_view between,
                                  std::string_view close) {
  QueryReader reader(query.substr(1));
  Bounds bounds;
  const auto least = reader.number<std::uint32_t>();
  bounds.has_between = reader.take(between);
  if (!least && !bounds.has_between) return std::nullopt;
  bounds.least = least.value_or(0);
  if (bounds.has_between && !reader.rest().starts_with(close)) {
    const auto most = reader.number<std::uint32_t>();
    if (!most) return std::nullopt;
    bounds.most = *most;
  }
  if (!reader.take(close)) return std::nullopt;
  bounds.left = reader.rest();
  return bounds;
}

Read with_bounds(Kind kind, std::string_view query, const Bounds& bounds,
                 std::string_view expected) {
  const auto [least, most, has_between, left] = bounds;
  if (most < least || (kind == Kind::Positions && most == least)) {
    return refused(fmt::format("{}: nothing lies between {} and {}", expected, least, most));
  }
  if (least > kLargestBound || (most > kLargestBound && most != Query::kUnbounded)) {
    return refused(fmt::format("{}, with numbers up to {}", expected, kLargestBound));
  }
  Lexeme lexeme = piece(kind, query, left, least);
  lexeme.most = most;
  return lexeme;
}

/// `{3}`, `{3,}`, `{,3}`, `{3,5}`.
Read read_occurrences(std::string_view query) {
  constexpr std::string_view kExpected = "a count is {3}, {3,}, {,3} or {3,5}";
  auto bounds = read_bounds(query, ",", "}");
  if (!bounds) return refused(std::string(kExpected));
  if (!bounds->has_between) bounds->most = bounds->least;
  return with_bounds(Kind::Occurrences, query, *bounds, kExpected);
}

/// `[0..80]`, `[..80]`, `[80..]`.
Read read_positions(std::string_view query) {
  constexpr std::string_view kExpected = "a range of words is [0..80], [..80] or [80..]";
  const auto bounds = read_bounds(query, "..", "]");
  if (!bounds || !bounds->has_between) return refused(std::string(kExpected));
  return with_bounds(Kind::Positions, query, *bounds, kExpected);
}

Read read_of_these(std::string_view query, bool is_bracket) {
  QueryReader reader(query.substr(1));
  const auto number = reader.number<std::uint32_t>();
  if (!is_bracket || !number) {
    return refused("@ has no meaning here; quote what is meant as text", "(a b c d)@2");
  }
  return piece(Kind::OfThese, query, reader.rest(), *number);
}

}  // namespace

bool begins_suffix(char c) { return std::string_view("~^{[@").find(c) != std::string_view::npos; }

Read read_suffix(std::string_view query, bool is_bracket) {
  switch (query.front()) {
    case '~':
      return read_tilde(query);
    case '^':
      return read_weight(query);
    case '{':
      return read_occurrences(query);
    case '[':
      return read_positions(query);
    default:
      return read_of_these(query, is_bracket);
  }
}

}  // namespace newswatch::rules
