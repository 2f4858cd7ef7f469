#include "rules/query_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/nearest_name.h"
#include "base/utf8.h"
#include "rules/query_analysis.h"
#include "rules/query_lexer.h"
#include "text/folding.h"
#include "text/tokenizer.h"

namespace newswatch::rules {
namespace {

constexpr std::size_t kLongestQuery = 64 << 10;
constexpr std::size_t kMostWords = 1024;
constexpr int kDeepestNesting = 20;

/// Acronyms that are everyday words once folded.
constexpr auto kWordsInDisguise = std::to_array<std::string_view>(
    {"aid", "aids", "am", "as", "in", "is", "it", "no", "or", "pm", "us", "who"});

std::string describe(const Lexeme& lexeme) {
  return lexeme.kind == Lexeme::Kind::End ? "the end" : fmt::format("\"{}\"", lexeme.text);
}

bool contains_not(const Query& query) {
  return query.kind == Query::Kind::Not || std::ranges::any_of(query.parts, contains_not);
}

bool names_other_field(const Query& query, Field field) {
  return (query.kind == Query::Kind::InField && query.field != field) ||
         std::ranges::any_of(query.parts,
                             [&](const Query& part) { return names_other_field(part, field); });
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Lexeme> lexemes)
      : text_(text), lexemes_(std::move(lexemes)) {}

  Result<ParsedQuery> parse() {
    auto query = parse_or();
    if (!query) return Unexpected(query.error());
    if (here().kind == Lexeme::Kind::Close) return error("a ) closes no bracket");
    if (here().kind != Lexeme::Kind::End) return missing_operator();
    if (!required_words(*query)) {
      return fail(
          ErrorCode::InvalidQuery,
          "the query has no required word, so almost every article would match; write what must be "
          "there, as in wanted AND NOT unwanted");
    }
    return ParsedQuery{*std::move(query), std::move(warnings_)};
  }

 private:
  const Lexeme& here() const { return lexemes_[next_]; }
  bool take(Lexeme::Kind kind) {
    if (here().kind != kind) return false;
    ++next_;
    return true;
  }

  Unexpected error(std::string_view what) const {
    return fail(ErrorCode::InvalidQuery,
                fmt::format("{} at {}", what, character_at(text_, here().at)));
  }

  Unexpected missing_operator() const {
    const Lexeme& last = lexemes_[next_ - 1];
    const bool words = last.kind == Lexeme::Kind::Word && here().kind == Lexeme::Kind::Word;
    if (!words) return error(fmt::format("expected AND, OR or NEAR/n before {}", describe(here())));
    return error(fmt::format(
        "no operator between \"{0}\" and \"{1}\": write {0} AND {1}, or the phrase \"{0} {1}\",",
        last.text, here().text));
  }

  Result<Query> parse_or() {
    return parse_chain(Query::Kind::Or, Lexeme::Kind::Or, &Parser::parse_and);
  }
  Result<Query> parse_and() {
    return parse_chain(Query::Kind::And, Lexeme::Kind::And, &Parser::parse_not);
  }

  Result<Query> parse_chain(Query::Kind kind, Lexeme::Kind between,
                            Result<Query> (Parser::*part)()) {
    auto first = (this->*part)();
    is_bare_and_ = is_bare_and_ && kind != Query::Kind::And;
    if (!first || here().kind != between) return first;
    if (kind == Query::Kind::Or) warn_if_mixed(*first);
    Query chain{.kind = kind};
    chain.parts.push_back(*std::move(first));
    while (take(between)) {
      auto next = (this->*part)();
      if (!next) return next;
      if (kind == Query::Kind::Or) warn_if_mixed(*next);
      chain.parts.push_back(*std::move(next));
    }
    is_bare_and_ = kind == Query::Kind::And;
    return chain;
  }

  /// `a AND b OR c` is legal, but half of its readers take it for `a AND (b OR c)`.
  void warn_if_mixed(const Query& part) {
    if (!is_bare_and_ || mixed_) return;
    mixed_ = true;
    warnings_.push_back(
        fmt::format("AND binds tighter than OR: \"{}\" is one side of the OR; brackets would say "
                    "so to every reader",
                    to_string(part)));
  }

  Result<Query> parse_not() {
    if (!take(Lexeme::Kind::Not)) return parse_near();
    auto part = nested(&Parser::parse_not);
    if (!part) return part;
    Query query{.kind = Query::Kind::Not};
    query.parts.push_back(*std::move(part));
    return query;
  }

  Result<Query> parse_near() {
    auto left = parse_primary();
    while (left &&
           (here().kind == Lexeme::Kind::Near || here().kind == Lexeme::Kind::OrderedNear)) {
      const Lexeme near = here();
      ++next_;
      auto right = parse_primary();
      if (!right) return right;
      left = combine(near, *std::move(left), *std::move(right));
    }
    return left;
  }

  Result<Query> combine(const Lexeme& near, Query left, Query right) const {
    const auto at = character_at(text_, near.at);
    if (contains_not(left) || contains_not(right)) {
      return fail(
          ErrorCode::InvalidQuery,
          fmt::format("NOT has no place for {} at {} to measure from; write A {} B AND NOT C",
                      near.text, at, near.text));
    }
    const auto fields = fields_of(left);
    if (std::ranges::none_of(fields_of(right), [&](Field field) {
          return std::ranges::find(fields, field) != fields.end();
        })) {
      return fail(ErrorCode::InvalidQuery,
                  fmt::format("{} at {} can never match: its two sides stand in different fields",
                              near.text, at));
    }
    Query query{
        .kind = near.kind == Lexeme::Kind::Near ? Query::Kind::Near : Query::Kind::OrderedNear,
        .distance = near.distance};
    query.parts.push_back(std::move(left));
    query.parts.push_back(std::move(right));
    return query;
  }

  Result<Query> nested(Result<Query> (Parser::*part)()) {
    if (++depth_ > kDeepestNesting)
      return error(fmt::format("nested deeper than {} levels", kDeepestNesting));
    auto query = (this->*part)();
    --depth_;
    return query;
  }

  Result<Query> parse_primary() {
    if (take(Lexeme::Kind::Open)) {
      auto inside = nested(&Parser::parse_or);
      if (!inside || take(Lexeme::Kind::Close)) return inside;
      return here().kind == Lexeme::Kind::End ? error("a bracket is never closed: expected )")
                                              : missing_operator();
    }
    if (here().kind == Lexeme::Kind::Field) return parse_in_field();
    if (take(Lexeme::Kind::Raw)) return parse_words(Word::Form::Exact);
    return parse_words(Word::Form::Folded);
  }

  Result<Query> parse_in_field() {
    const auto name = here().text;
    const auto at = character_at(text_, here().at);
    ++next_;
    auto inside = nested(&Parser::parse_primary);
    if (!inside) return inside;
    Query query{.kind = Query::Kind::InField,
                .field = name == "body"                          ? Field::Body
                         : name == "title" || name == "headline" ? Field::Title
                                                                 : Field::Author};
    if (names_other_field(*inside, query.field)) {
      return fail(ErrorCode::InvalidQuery,
                  fmt::format("{}: at {} can never match: it holds another field", name, at));
    }
    query.parts.push_back(*std::move(inside));
    return query;
  }

  Result<Query> parse_words(Word::Form form) {
    const Lexeme lexeme = here();
    if (lexeme.kind != Lexeme::Kind::Word && lexeme.kind != Lexeme::Kind::Quoted) {
      return error(
          fmt::format("expected a word, a \"phrase\" or ( instead of {}", describe(lexeme)));
    }
    if (const auto stray = stray_operator(lexeme, form)) return error(*stray);
    Query query;
    for (std::string_view rest = lexeme.text; !rest.empty();) {
      const auto begin = std::min(rest.find_first_not_of(" \t\n\v\f\r"), rest.size());
      const auto end = std::min(rest.find_first_of(" \t\n\v\f\r", begin), rest.size());
      if (auto added = add_words(rest.substr(begin, end - begin), form, query.words); !added) {
        return Unexpected(added.error());
      }
      rest.remove_prefix(end);
    }
    if (query.words.empty()) return error(fmt::format("{} holds no word", describe(lexeme)));
    if ((word_count_ += query.words.size()) > kMostWords) {
      return error(fmt::format("more than {} words", kMostWords));
    }
    ++next_;
    return query;
  }

  /// What other query languages give a meaning is not dropped in silence.
  static std::optional<std::string> stray_operator(const Lexeme& lexeme, Word::Form form) {
    const auto text = lexeme.text;
    if (form == Word::Form::Exact && text.find('*') != std::string_view::npos) {
      return fmt::format("a * has no meaning behind raw: in \"{}\"", text);
    }
    if (lexeme.kind != Lexeme::Kind::Word || text.size() < 2) return std::nullopt;
    if (text.front() == '-')
      return fmt::format("write AND NOT {} instead of {}", text.substr(1), text);
    if (text.front() == '+') return fmt::format("write AND {} instead of {}", text.substr(1), text);
    if (const auto at = text.find_first_of("~^{}[]@?"); at != std::string_view::npos) {
      return fmt::format("{} has no meaning in \"{}\"; quote what is meant as text", text[at],
                         text);
    }
    const auto name = text.substr(0, text.find(':'));
    if (name.size() + 1 >= text.size() ||
        !std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; })) {
      return std::nullopt;
    }
    return fmt::format(
        "unknown field \"{}\", which would be text in quotes{}", name,
        did_you_mean(name, {"title", "headline", "body", "author", "byline", "raw"}));
  }

  /// @param piece  a stretch without blanks: one word, or several joined by marks.
  Result<void> add_words(std::string_view piece, Word::Form form, std::vector<Word>& words) {
    const bool prefix = form == Word::Form::Folded && piece.ends_with('*');
    if (prefix) piece.remove_suffix(1);
    if (form == Word::Form::Folded && piece.find('*') != std::string_view::npos) {
      return error(fmt::format("in \"{}\" a * may only end a word", piece));
    }
    tokenizer_.tokenize(piece, tokens_);
    if (prefix && (tokens_.tokens.empty() || tokens_.tokens.back().full_end != piece.size())) {
      return error("a * needs letters before it, as in cooperat*,");
    }
    for (const text::Token& token : tokens_.tokens) {
      const auto as_written = piece.substr(token.span.begin, token.full_end - token.span.begin);
      words.push_back(form == Word::Form::Exact
                          ? Word{form, std::string(as_written)}
                          : Word{form, std::string(tokens_.full_folded_of(token))});
      if (prefix && &token == &tokens_.tokens.back()) words.back().form = Word::Form::Prefix;
      warn_if_disguised(as_written, words.back());
    }
    return {};
  }

  void warn_if_disguised(std::string_view as_written, const Word& word) {
    const bool capitals =
        std::ranges::none_of(as_written, [](char c) { return c >= 'a' && c <= 'z'; });
    if (word.form != Word::Form::Folded || !capitals) return;
    if (std::ranges::find(kWordsInDisguise, word.text) == kWordsInDisguise.end()) return;
    warnings_.push_back(fmt::format(
        "{} without regard to case is also the word \"{}\"; write raw:{}", as_written, word.text,
        as_written.find('.') == std::string_view::npos ? std::string(as_written)
                                                       : fmt::format("\"{}\"", as_written)));
  }

  std::string_view text_;
  std::vector<Lexeme> lexemes_;
  std::size_t next_ = 0;
  int depth_ = 0;
  std::size_t word_count_ = 0;
  bool is_bare_and_ = false;  ///< Whether the part just read is an AND without brackets round it.
  bool mixed_ = false;
  std::vector<std::string> warnings_;
  text::Tokenizer tokenizer_;
  text::Tokens tokens_;
};

}  // namespace

Result<ParsedQuery> parse_query(std::string_view text) {
  if (text.size() > kLongestQuery) {
    return fail(ErrorCode::InvalidQuery,
                fmt::format("a query of {} bytes, limit {}", text.size(), kLongestQuery));
  }
  if (const auto byte = first_invalid_utf8(text)) {
    return fail(ErrorCode::InvalidQuery, fmt::format("the query is not UTF-8 at byte {}", *byte));
  }
  auto lexemes = split_query(text);
  if (!lexemes) return Unexpected(lexemes.error());
  if (lexemes->size() == 1) return fail(ErrorCode::InvalidQuery, "the query is empty");
  return Parser(text, *std::move(lexemes)).parse();
}

}  // namespace newswatch::rules
