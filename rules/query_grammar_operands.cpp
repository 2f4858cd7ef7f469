#include "rules/query_grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "rules/acronyms.h"
#include "rules/query_analysis.h"
#include "text/stemmer.h"

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;
using Parsed = QueryGrammar::Parsed;

Scope scope_named(std::string_view name) {
  if (name == "title" || name == "headline") return Scope::Title;
  if (name == "lead") return Scope::Lead;
  return name == "body" ? Scope::Body : Scope::Author;
}

}  // namespace

Parsed QueryGrammar::parse_primary() {
  switch (here().kind) {
    case Token::Open:
      return is_list(next_) ? parse_list_of_these() : parse_group();
    case Token::AtLeast:
      return parse_at_least();
    case Token::ScoreOpen:
      return parse_score();
    case Token::Scope:
      return parse_in_scope();
    case Token::Metadata:
      return parse_metadata();
    case Token::Official:
    case Token::Role:
      return parse_named();
    case Token::Said:
      return parse_said();
    case Token::Quote:
      return parse_quote();
    case Token::Rule:
      return parse_rule();
    case Token::Raw:
      return parse_styled({.exact = true, .stem_language = {}});
    case Token::Stem:
      return parse_styled({.exact = false, .stem_language = here().text});
    case Token::Regex:
      return parse_regex();
    default:
      return parse_words();
  }
}

Parsed QueryGrammar::parse_group() {
  ++next_;
  auto inside = nested(&QueryGrammar::parse_or);
  is_bare_and_ = false;
  if (!inside || take(Token::Close)) return inside;
  if (here().kind == Token::End) return error("a bracket is never closed: expected )");
  return missing_operator();
}

bool QueryGrammar::is_list(std::size_t open) const {
  const std::size_t close = closes_[open];
  return close != 0 && lexemes_[close + 1].kind == Token::OfThese;
}

Parsed QueryGrammar::parse_list_of_these() {
  Query query{.kind = Kind::AtLeast, .at = at()};
  ++next_;
  if (!parse_list(query)) return std::nullopt;
  query.least = here().least;
  ++next_;
  return query;
}

Parsed QueryGrammar::parse_at_least() {
  Query query{.kind = Kind::AtLeast, .least = here().least, .at = at()};
  next_ += 2;  // the lexer saw the bracket
  if (!parse_list(query)) return std::nullopt;
  return query;
}

bool QueryGrammar::parse_list(Query& query) {
  while (!take(Token::Close)) {
    if (here().kind == Token::End) return error("a bracket is never closed: expected )"), false;
    if (here().kind == Token::And || here().kind == Token::Or) {
      error(fmt::format("{} inside a list of alternatives needs brackets of its own",
                        here().as_written),
            "(a (b AND c) d)@2");
      return false;
    }
    auto part = nested(&QueryGrammar::parse_near);
    if (!part) return false;
    query.parts.push_back(*std::move(part));
  }
  return true;
}

Parsed QueryGrammar::parse_score() {
  Query query{.kind = Kind::Score, .threshold = here().points, .at = at()};
  ++next_;
  ++score_depth_;
  while (!take(Token::ScoreClose)) {
    if (here().kind == Token::End) return error("a score is never closed: expected }");
    auto part = nested(&QueryGrammar::parse_suffixed);
    if (!part) return part;
    if (here().kind != Token::Weight) {
      return error(fmt::format("expected the weight of {} instead of {}", to_string(*part),
                               describe(here())),
                   "fentanyl^8 or (china NEAR/8 fentanyl)^5");
    }
    query.parts.push_back(*std::move(part));
    query.weights.push_back({here().points, here().least});
    ++next_;
  }
  --score_depth_;
  if (query.parts.empty()) return error("a score needs clauses", "score>=10 { fentanyl^8 }");
  return query;
}

Parsed QueryGrammar::parse_in_scope() {
  Query query{.kind = Kind::InScope, .scope = scope_named(here().text), .at = at()};
  ++next_;
  auto inside = nested(&QueryGrammar::parse_suffixed);
  if (!inside) return inside;
  query.parts.push_back(*std::move(inside));
  return query;
}

Parsed QueryGrammar::parse_rule() {
  Query query{.kind = Kind::Rule, .name = std::string(here().text), .at = at()};
  ++next_;
  return query;
}

/// What stands behind `raw:` or `stem:`: a word, a phrase, or a group of them.
Parsed QueryGrammar::parse_styled(WordStyle style) {
  if (!style.stem_language.empty()) {
    if (const auto stemmer = text::Stemmer::create(style.stem_language); !stemmer) {
      return error(stemmer.error().message, "stem:negotiate or stem-de:verhandeln");
    }
  }
  ++next_;
  const WordStyle outer = std::exchange(style_, style);
  auto query = here().kind == Token::Open ? parse_primary() : parse_words();
  style_ = outer;
  return query;
}

Parsed QueryGrammar::parse_regex() {
  if (style_.exact) return error("a regular expression reads folded words: raw: has no meaning");
  auto word = regex_word(here().text, here().at);
  if (auto* refused = std::get_if<QueryError>(&word)) return note(*refused);
  Query query{.words = {std::get<Word>(std::move(word))}, .at = at()};
  ++next_;
  return query;
}

Parsed QueryGrammar::parse_words() {
  const Lexeme lexeme = here();
  if (lexeme.kind != Token::Word && lexeme.kind != Token::Quoted) {
    return error(fmt::format("expected a word, a \"phrase\" or ( instead of {}", describe(lexeme)));
  }
  const bool quoted = lexeme.kind == Token::Quoted;
  if (!quoted && lexeme.text.find('@') != std::string_view::npos) {
    return error(
        fmt::format("@ has no meaning in \"{}\"; quote what is meant as text", lexeme.text));
  }
  auto words = reader_.read(lexeme.text, style_, lexeme.at);
  if (auto* refused = std::get_if<QueryError>(&words)) return note(*refused);
  Query query{.words = std::get<std::vector<Word>>(std::move(words)), .at = at()};
  if (query.words.front().form == Word::Form::Folded) {
    if (auto warning = warn_of_acronym(lexeme.text, query.words.size())) {
      warnings_.push_back(*std::move(warning));
    }
  }
  if ((word_count_ += query.words.size()) > Query::kMostWords) {
    return error(fmt::format("more than {} words", Query::kMostWords));
  }
  ++next_;
  if (here().kind == Token::Tilde) return with_tilde(std::move(query), quoted);
  return query;
}

Parsed QueryGrammar::with_tilde(Query query, bool quoted) {
  const Lexeme tilde = here();
  ++next_;
  if (quoted) {
    if (query.words.size() == 1) return query;  // nothing can stand between
    if (std::ranges::any_of(query.words, is_any)) {
      return note({tilde.at, "a phrase with ~ allows other words anyway: leave out the *",
                   "\"ban precursors\"~5"});
    }
    query.kind = Kind::Sloppy;
    query.distance = tilde.least;
    return query;
  }
  auto word = fuzzy_word(query.words, tilde.least, tilde.at);
  if (auto* refused = std::get_if<QueryError>(&word)) return note(*refused);
  query.words = {std::get<Word>(std::move(word))};
  // Folding may have made marks of letters, which part words.
  const auto again = reader_.read(query.words[0].text, {}, tilde.at);
  const auto* words = std::get_if<std::vector<Word>>(&again);
  if (words == nullptr || words->size() != 1 || words->front().text != query.words[0].text) {
    return note({tilde.at, "~ has no meaning behind a word with such marks"});
  }
  return query;
}

}  // namespace newswatch::rules
