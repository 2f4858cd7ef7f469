#include "rules/query_grammar.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;
using Parsed = QueryGrammar::Parsed;
using DefaultOperator = QueryOptions::DefaultOperator;

constexpr int kDeepestNesting = 20;

/// @return what other languages' sign for an operator is here, or nothing.
std::string_view operator_of_sign(std::string_view word) {
  if (word == "&&" || word == "&") return "AND";
  if (word == "||" || word == "|") return "OR";
  return word == "!" ? "AND NOT" : "";
}

std::optional<Kind> near_kind(Lexeme::Kind kind) {
  using Token = Lexeme::Kind;
  switch (kind) {
    case Token::Near:
      return Kind::Near;
    case Token::OrderedNear:
      return Kind::OrderedNear;
    case Token::Sentence:
      return Kind::Sentence;
    case Token::Paragraph:
      return Kind::Paragraph;
    default:
      return std::nullopt;
  }
}

}  // namespace

QueryGrammar::QueryGrammar(std::vector<Lexeme> lexemes, const QueryOptions& options)
    : lexemes_(std::move(lexemes)), options_(options) {
  style_.stem_language = options.stem_language;
  match_brackets();
}

Parsed QueryGrammar::parse() {
  auto query = parse_or();
  if (!query) return query;
  if (here().kind == Token::Close) return error("a ) closes no bracket");
  if (here().kind == Token::ScoreClose) return error("a } closes no score");
  if (here().kind != Token::End) return missing_operator();
  return query;
}

const Lexeme& QueryGrammar::behind() const {
  return lexemes_[std::min(next_ + 1, lexemes_.size() - 1)];
}

bool QueryGrammar::take(Token kind) {
  if (here().kind != kind) return false;
  ++next_;
  return true;
}

/// For each opening bracket where it closes, to see what stands behind.
void QueryGrammar::match_brackets() {
  closes_.resize(lexemes_.size());
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < lexemes_.size(); ++i) {
    if (lexemes_[i].kind == Token::Open) open.push_back(i);
    if (lexemes_[i].kind != Token::Close || open.empty()) continue;
    closes_[open.back()] = i;
    open.pop_back();
  }
}

std::nullopt_t QueryGrammar::note(QueryError what) {
  if (!error_) error_ = std::move(what);
  return std::nullopt;
}

std::nullopt_t QueryGrammar::error(std::string what, std::string example) {
  return note({here().at, std::move(what), std::move(example)});
}

std::string QueryGrammar::describe(const Lexeme& lexeme) {
  if (lexeme.kind == Token::End) return "the end";
  const std::string written(lexeme.as_written);
  return lexeme.kind == Token::Quoted ? written : "\"" + written + "\"";
}

std::nullopt_t QueryGrammar::missing_operator() {
  const Lexeme& last = lexemes_[next_ - 1];
  const bool words = last.kind == Token::Word && here().kind == Token::Word;
  const std::string_view sign =
      here().kind == Token::Word ? operator_of_sign(here().text) : std::string_view();
  if (!sign.empty()) {
    return error(fmt::format("\"{}\" is no operator: it is written {}", here().text, sign),
                 fmt::format("{} {} …", last.kind == Token::Close ? "(…)" : last.as_written, sign));
  }
  if (!words) {
    return error(fmt::format("expected AND, OR or NEAR/n before {}", describe(here())));
  }
  const bool lower = here().text == "and" || here().text == "or" || here().text == "not";
  if (lower) {
    const std::string capitals = ascii_upper(here().text);
    return error(fmt::format("no operator between \"{}\" and \"{}\": operators are written in "
                             "capitals, as {}",
                             last.text, here().text, capitals),
                 fmt::format("{} {} …", last.text, capitals));
  }
  return error(fmt::format("no operator between \"{}\" and \"{}\"", last.text, here().text),
               fmt::format("{0} AND {1} for both words, \"{0} {1}\" for the phrase", last.text,
                           here().text));
}

bool QueryGrammar::begins_operand(const Lexeme& lexeme) {
  switch (lexeme.kind) {
    case Token::Word:
    case Token::Quoted:
    case Token::Regex:
    case Token::Open:
    case Token::ScoreOpen:
    case Token::AtLeast:
    case Token::Scope:
    case Token::Metadata:
    case Token::Official:
    case Token::Role:
    case Token::Said:
    case Token::Quote:
    case Token::Stem:
    case Token::Raw:
    case Token::Rule:
      return true;
    default:
      return false;
  }
}

Parsed QueryGrammar::parse_or() {
  auto first = parse_and();
  if (!first) return first;
  Query chain{.kind = Kind::Or, .at = first->at};
  const auto goes_on = [&] {
    return take(Token::Or) ||
           (options_.default_operator == DefaultOperator::Or && begins_operand(here()));
  };
  if (!goes_on()) return first;
  warn_if_mixed(*first);
  chain.parts.push_back(*std::move(first));
  do {
    auto next = parse_and();
    if (!next) return next;
    warn_if_mixed(*next);
    chain.parts.push_back(*std::move(next));
  } while (goes_on());
  is_bare_and_ = false;
  return chain;
}

Parsed QueryGrammar::parse_and() {
  auto first = parse_not();
  is_bare_and_ = false;
  if (!first || !joins_by_and()) return first;
  Query chain{.kind = Kind::And, .at = first->at};
  chain.parts.push_back(*std::move(first));
  while (joins_by_and()) {
    take(Token::And);
    auto next = parse_not();
    if (!next) return next;
    chain.parts.push_back(*std::move(next));
  }
  is_bare_and_ = true;
  return chain;
}

bool QueryGrammar::joins_by_and() const {
  return here().kind == Token::And || here().kind == Token::Plus || here().kind == Token::Minus ||
         (options_.default_operator == DefaultOperator::And &&
          (begins_operand(here()) || here().kind == Token::Not));
}

/// `a AND b OR c` is legal, but half of its readers take it for `a AND (b OR c)`.
void QueryGrammar::warn_if_mixed(const Query& part) {
  if (!is_bare_and_ || mixed_) return;
  mixed_ = true;
  warnings_.push_back(
      fmt::format("AND binds tighter than OR: \"{}\" is one side of the OR; brackets would say "
                  "so to every reader",
                  to_string(part)));
}

Parsed QueryGrammar::parse_not() {
  take(Token::Plus);
  const std::size_t at = here().at;
  if (!take(Token::Not) && !take(Token::Minus)) return parse_near();
  auto part = nested(&QueryGrammar::parse_not);
  if (!part) return part;
  Query query{.kind = Kind::Not, .at = static_cast<std::uint32_t>(at)};
  query.parts.push_back(*std::move(part));
  return query;
}

Parsed QueryGrammar::parse_near() {
  auto left = parse_suffixed();
  while (left) {
    const bool negated = here().kind == Token::Not && behind().kind == Token::Near;
    const Lexeme near = negated ? behind() : here();
    const auto kind = negated ? Kind::NotNear : near_kind(near.kind);
    if (!kind) break;
    next_ += negated ? 2 : 1;
    auto right = parse_suffixed();
    if (!right) return right;
    Query query{.kind = *kind, .distance = near.least, .at = static_cast<std::uint32_t>(near.at)};
    query.parts.push_back(*std::move(left));
    query.parts.push_back(*std::move(right));
    left = std::move(query);
  }
  return left;
}

Parsed QueryGrammar::nested(Step step) {
  if (++depth_ > kDeepestNesting) {
    return error(fmt::format("nested deeper than {} levels", kDeepestNesting));
  }
  auto query = (this->*step)();
  --depth_;
  return query;
}

Parsed QueryGrammar::parse_suffixed() {
  auto query = parse_primary();
  while (query && (here().kind == Token::Occurrences || here().kind == Token::Positions)) {
    const bool counts = here().kind == Token::Occurrences;
    Query outer{.kind = counts ? Kind::Occurrences : Kind::Positions,
                .least = here().least,
                .most = here().most,
                .at = query->at};
    outer.parts.push_back(*std::move(query));
    query = std::move(outer);
    ++next_;
  }
  if (query && here().kind == Token::Weight && score_depth_ == 0) {
    return error("a weight has a meaning only inside a score", "score>=10 { fentanyl^8 china^5 }");
  }
  if (query && here().kind == Token::Tilde) {
    return error("~ stands behind a word or a phrase");
  }
  return query;
}

}  // namespace newswatch::rules
