#include "rules/query_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "rules/acronyms.h"
#include "rules/query_analysis.h"
#include "rules/query_checks.h"
#include "rules/query_error.h"
#include "rules/query_lexer.h"
#include "rules/query_words.h"
#include "text/stemmer.h"

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;
using Token = Lexeme::Kind;
using DefaultOperator = QueryOptions::DefaultOperator;

constexpr std::size_t kLongestQuery = 64 << 10;
constexpr int kDeepestNesting = 20;

std::string describe(const Lexeme& lexeme) {
  if (lexeme.kind == Token::End) return "the end";
  const std::string written(lexeme.as_written);
  return lexeme.kind == Token::Quoted ? written : "\"" + written + "\"";
}

/// @return what other languages' sign for an operator is here, or nothing.
std::string_view operator_of_sign(std::string_view word) {
  if (word == "&&" || word == "&") return "AND";
  if (word == "||" || word == "|") return "OR";
  return word == "!" ? "AND NOT" : "";
}

std::optional<Kind> near_kind(Token kind) {
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

Scope scope_named(std::string_view name) {
  if (name == "title" || name == "headline") return Scope::Title;
  if (name == "lead") return Scope::Lead;
  return name == "body" ? Scope::Body : Scope::Author;
}

Metadata metadata_named(std::string_view name) {
  if (name == "site") return Metadata::Domain;
  for (const auto metadata : {Metadata::Language, Metadata::Source, Metadata::Domain,
                              Metadata::Country, Metadata::Status, Metadata::Url, Metadata::Id}) {
    if (name == name_of(metadata)) return metadata;
  }
  return Metadata::Mapped;
}

/// Each step of the grammar returns nothing once an error is noted.
std::optional<QuotedKind> quoted_kind_named(std::string_view name) {
  for (const auto kind :
       {QuotedKind::Direct, QuotedKind::Mixed, QuotedKind::Indirect, QuotedKind::Question}) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

class Parser {
 public:
  using Parsed = std::optional<Query>;

  Parser(std::vector<Lexeme> lexemes, const QueryOptions& options)
      : lexemes_(std::move(lexemes)), options_(options) {
    style_.stem_language = options.stem_language;
    match_brackets();
  }

  Parsed parse() {
    auto query = parse_or();
    if (!query) return query;
    if (here().kind == Token::Close) return error("a ) closes no bracket");
    if (here().kind == Token::ScoreClose) return error("a } closes no score");
    if (here().kind != Token::End) return missing_operator();
    return query;
  }

  const std::optional<QueryError>& failed() const { return error_; }
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  const Lexeme& here() const { return lexemes_[next_]; }
  const Lexeme& behind() const { return lexemes_[std::min(next_ + 1, lexemes_.size() - 1)]; }
  bool take(Token kind) {
    if (here().kind != kind) return false;
    ++next_;
    return true;
  }

  std::nullopt_t note(QueryError what) {
    if (!error_) error_ = std::move(what);
    return std::nullopt;
  }
  std::nullopt_t error(std::string what, std::string example = {}) {
    return note({here().at, std::move(what), std::move(example)});
  }

  std::nullopt_t missing_operator() {
    const Lexeme& last = lexemes_[next_ - 1];
    const bool words = last.kind == Token::Word && here().kind == Token::Word;
    const std::string_view sign =
        here().kind == Token::Word ? operator_of_sign(here().text) : std::string_view();
    if (!sign.empty()) {
      return error(
          fmt::format("\"{}\" is no operator: it is written {}", here().text, sign),
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

  /// For each opening bracket where it closes, to see what stands behind.
  void match_brackets() {
    closes_.resize(lexemes_.size());
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < lexemes_.size(); ++i) {
      if (lexemes_[i].kind == Token::Open) open.push_back(i);
      if (lexemes_[i].kind != Token::Close || open.empty()) continue;
      closes_[open.back()] = i;
      open.pop_back();
    }
  }

  bool begins_operand(const Lexeme& lexeme) const {
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

  Parsed parse_or() {
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

  Parsed parse_and() {
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

  bool joins_by_and() const {
    return here().kind == Token::And || here().kind == Token::Plus || here().kind == Token::Minus ||
           (options_.default_operator == DefaultOperator::And &&
            (begins_operand(here()) || here().kind == Token::Not));
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

  Parsed parse_not() {
    take(Token::Plus);
    const std::size_t at = here().at;
    if (!take(Token::Not) && !take(Token::Minus)) return parse_near();
    auto part = nested([this] { return parse_not(); });
    if (!part) return part;
    Query query{.kind = Kind::Not, .at = static_cast<std::uint32_t>(at)};
    query.parts.push_back(*std::move(part));
    return query;
  }

  Parsed parse_near() {
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

  template <typename Step>
  Parsed nested(Step step) {
    if (++depth_ > kDeepestNesting) {
      return error(fmt::format("nested deeper than {} levels", kDeepestNesting));
    }
    auto query = step();
    --depth_;
    return query;
  }

  Parsed parse_suffixed() {
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
      return error("a weight has a meaning only inside a score",
                   "score>=10 { fentanyl^8 china^5 }");
    }
    if (query && here().kind == Token::Tilde) {
      return error("~ stands behind a word or a phrase");
    }
    return query;
  }

  Parsed parse_primary() {
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

  Parsed parse_group() {
    ++next_;
    auto inside = nested([this] { return parse_or(); });
    is_bare_and_ = false;
    if (!inside || take(Token::Close)) return inside;
    if (here().kind == Token::End) return error("a bracket is never closed: expected )");
    return missing_operator();
  }

  bool is_list(std::size_t open) const {
    const std::size_t close = closes_[open];
    return close != 0 && lexemes_[close + 1].kind == Token::OfThese;
  }

  Parsed parse_list_of_these() {
    Query query{.kind = Kind::AtLeast, .at = at()};
    ++next_;
    if (!parse_list(query)) return std::nullopt;
    query.least = here().least;
    ++next_;
    return query;
  }

  Parsed parse_at_least() {
    Query query{.kind = Kind::AtLeast, .least = here().least, .at = at()};
    next_ += 2;  // the lexer saw the bracket
    if (!parse_list(query)) return std::nullopt;
    return query;
  }

  bool parse_list(Query& query) {
    while (!take(Token::Close)) {
      if (here().kind == Token::End) return error("a bracket is never closed: expected )"), false;
      if (here().kind == Token::And || here().kind == Token::Or) {
        error(fmt::format("{} inside a list of alternatives needs brackets of its own",
                          here().as_written),
              "(a (b AND c) d)@2");
        return false;
      }
      auto part = nested([this] { return parse_near(); });
      if (!part) return false;
      query.parts.push_back(*std::move(part));
    }
    return true;
  }

  Parsed parse_score() {
    Query query{.kind = Kind::Score, .threshold = here().points, .at = at()};
    ++next_;
    ++score_depth_;
    while (!take(Token::ScoreClose)) {
      if (here().kind == Token::End) return error("a score is never closed: expected }");
      auto part = nested([this] { return parse_suffixed(); });
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

  Parsed parse_in_scope() {
    Query query{.kind = Kind::InScope, .scope = scope_named(here().text), .at = at()};
    ++next_;
    auto inside = nested([this] { return parse_suffixed(); });
    if (!inside) return inside;
    query.parts.push_back(*std::move(inside));
    return query;
  }

  Parsed parse_metadata() {
    Query query{.kind = Kind::Metadata, .metadata = metadata_named(here().text), .at = at()};
    const Lexeme name = here();
    if (query.metadata == Metadata::Mapped) query.name = name.text;
    ++next_;
    const bool list = take(Token::Open);
    do {
      if (here().kind != Token::Word && here().kind != Token::Quoted) {
        return error(
            fmt::format("expected a value for {} instead of {}", name.as_written, describe(here())),
            "lang:en, country:(US OR CN) or source:\"Financial Times\"");
      }
      add_values(here(), query.values);
      ++next_;
    } while (list &&
             (take(Token::Or) || here().kind == Token::Word || here().kind == Token::Quoted));
    if (list && !take(Token::Close)) {
      return error(fmt::format("expected OR or ) instead of {}", describe(here())));
    }
    if (auto refused = normalize_values(query)) return note(*refused);
    return query;
  }

  /// `lang:en,de` is a list too.
  static void add_values(const Lexeme& lexeme, std::vector<std::string>& values) {
    auto rest = lexeme.text;
    while (lexeme.kind == Token::Word && rest.find(',') != std::string_view::npos) {
      if (const auto value = rest.substr(0, rest.find(',')); !value.empty()) {
        values.emplace_back(value);
      }
      rest.remove_prefix(rest.find(',') + 1);
    }
    if (!rest.empty()) values.emplace_back(rest);
  }

  Parsed parse_named() {
    const Lexeme name = here();
    ++next_;
    const bool has_text = here().kind == Token::Word || here().kind == Token::Quoted;
    if (!has_text || here().text.empty()) {
      return error(fmt::format("expected an id behind {}", name.as_written),
                   "official:antony-blinken or role:us-secretary-of-state");
    }
    Query query{.kind = name.kind == Token::Official ? Kind::Official : Kind::Role,
                .name = std::string(here().text),
                .at = static_cast<std::uint32_t>(name.at)};
    ++next_;
    return query;
  }

  Parsed parse_said() {
    Query query{.kind = Kind::Quote, .at = at()};
    ++next_;
    return parse_quoted_text(std::move(query));
  }

  Parsed parse_quoted_text(Query query) {
    auto inside = nested([this] { return parse_suffixed(); });
    if (!inside) return inside;
    query.parts.push_back(*std::move(inside));
    return query;
  }

  /// `quote(speaker:antony-blinken kind:direct text:(fentanyl AND china))`
  Parsed parse_quote() {
    Query query{.kind = Kind::Quote, .at = at()};
    next_ += 2;  // the lexer saw the bracket
    const std::size_t first = next_;
    while (!take(Token::Close)) {
      const Token key = here().kind;
      const bool is_key =
          key == Token::Speaker || key == Token::QuotedKind || key == Token::QuotedText;
      if (!is_key) {
        return error(fmt::format("expected speaker:, kind: or text: in quote( ) instead of {}",
                                 describe(here())),
                     "quote(speaker:antony-blinken text:(fentanyl NEAR/30 cooperat*))");
      }
      if (is_repeated(key, first)) return error(describe(here()) + " stands twice in quote( )");
      ++next_;
      if (key == Token::QuotedText) {
        auto with_text = parse_quoted_text(std::move(query));
        if (!with_text) return with_text;
        query = *std::move(with_text);
      } else if (!(key == Token::Speaker ? read_speakers(query) : read_quoted_kinds(query))) {
        return std::nullopt;
      }
    }
    if (next_ == first + 1) {
      return error("quote( ) needs a speaker: or a text:", "quote(speaker:antony-blinken)");
    }
    return query;
  }

  bool is_repeated(Token key, std::size_t first) const {
    std::size_t depth = 0;
    for (std::size_t i = first; i < next_; ++i) {
      if (lexemes_[i].kind == Token::Open) ++depth;
      if (lexemes_[i].kind == Token::Close) --depth;
      if (depth == 0 && lexemes_[i].kind == key) return true;
    }
    return false;
  }

  bool read_speakers(Query& query) {
    const bool list = take(Token::Open);
    do {
      const bool is_name = here().kind == Token::Quoted;
      if ((here().kind != Token::Word && !is_name) || here().text.empty()) {
        error(fmt::format("expected a speaker instead of {}", describe(here())),
              "speaker:antony-blinken, speaker:role:us-secretary-of-state, speaker:country:US, "
              "speaker:\"Jane Doe\" or speaker:(a OR b)");
        return false;
      }
      query.values.push_back((is_name ? "name:" : "") + std::string(here().text));
      ++next_;
    } while (list &&
             (take(Token::Or) || here().kind == Token::Word || here().kind == Token::Quoted));
    if (!list || take(Token::Close)) return true;
    error(fmt::format("expected OR or ) instead of {}", describe(here())));
    return false;
  }

  bool read_quoted_kinds(Query& query) {
    query.quoted_kinds = 0;
    std::vector<std::string> names;
    if (here().kind == Token::Word) add_values(here(), names);
    for (const std::string& name : names) {
      const auto kind = quoted_kind_named(name);
      if (kind) query.quoted_kinds |= 1U << static_cast<unsigned>(*kind);
      if (!kind) names.clear();
      if (!kind) break;
    }
    if (names.empty()) {
      error(fmt::format("expected kinds of quotations instead of {}", describe(here())),
            "kind:direct,mixed,indirect,question");
      return false;
    }
    ++next_;
    return true;
  }

  Parsed parse_rule() {
    Query query{.kind = Kind::Rule, .name = std::string(here().text), .at = at()};
    ++next_;
    return query;
  }

  /// What stands behind `raw:` or `stem:`: a word, a phrase, or a group of them.
  Parsed parse_styled(WordStyle style) {
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

  Parsed parse_regex() {
    if (style_.exact) return error("a regular expression reads folded words: raw: has no meaning");
    auto word = regex_word(here().text, here().at);
    if (auto* refused = std::get_if<QueryError>(&word)) return note(*refused);
    Query query{.words = {std::get<Word>(std::move(word))}, .at = at()};
    ++next_;
    return query;
  }

  Parsed parse_words() {
    const Lexeme lexeme = here();
    if (lexeme.kind != Token::Word && lexeme.kind != Token::Quoted) {
      return error(
          fmt::format("expected a word, a \"phrase\" or ( instead of {}", describe(lexeme)));
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

  Parsed with_tilde(Query query, bool quoted) {
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

  std::uint32_t at() const { return static_cast<std::uint32_t>(here().at); }

  std::vector<Lexeme> lexemes_;
  const QueryOptions& options_;
  std::vector<std::size_t> closes_;  ///< By opening bracket; 0 when it never closes.
  std::size_t next_ = 0;
  int depth_ = 0;
  int score_depth_ = 0;
  std::size_t word_count_ = 0;
  bool is_bare_and_ = false;  ///< Whether the part just read is an AND without brackets round it.
  bool mixed_ = false;
  WordStyle style_;
  WordReader reader_;
  std::vector<std::string> warnings_;
  std::optional<QueryError> error_;
};

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
  Parser parser(std::get<0>(std::move(lexemes)), options);
  auto query = parser.parse();
  if (!query) return fail(text, *parser.failed());
  if (const auto refused = check_query(*query)) return fail(text, *refused);
  return ParsedQuery{*std::move(query), parser.take_warnings()};
}

}  // namespace newswatch::rules
