#include "rules/query_grammar.h"

#include <fmt/format.h>

#include "rules/query_checks.h"

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;
using Parsed = QueryGrammar::Parsed;

Metadata metadata_named(std::string_view name) {
  if (name == "site") return Metadata::Domain;
  for (const auto metadata : {Metadata::Language, Metadata::Source, Metadata::Domain,
                              Metadata::Country, Metadata::Status, Metadata::Url, Metadata::Id}) {
    if (name == name_of(metadata)) return metadata;
  }
  return Metadata::Mapped;
}

std::optional<QuotedKind> quoted_kind_named(std::string_view name) {
  for (const auto kind :
       {QuotedKind::Direct, QuotedKind::Mixed, QuotedKind::Indirect, QuotedKind::Question}) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

/// `lang:en,de` is a list too.
void add_values(const Lexeme& lexeme, std::vector<std::string>& values) {
  auto rest = lexeme.text;
  while (lexeme.kind == Lexeme::Kind::Word && rest.find(',') != std::string_view::npos) {
    if (const auto value = rest.substr(0, rest.find(',')); !value.empty()) {
      values.emplace_back(value);
    }
    rest.remove_prefix(rest.find(',') + 1);
  }
  if (!rest.empty()) values.emplace_back(rest);
}

}  // namespace

Parsed QueryGrammar::parse_metadata() {
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
  } while (list && (take(Token::Or) || here().kind == Token::Word || here().kind == Token::Quoted));
  if (list && !take(Token::Close)) {
    return error(fmt::format("expected OR or ) instead of {}", describe(here())));
  }
  if (auto refused = normalize_values(query)) return note(*refused);
  return query;
}

Parsed QueryGrammar::parse_named() {
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

Parsed QueryGrammar::parse_said() {
  Query query{.kind = Kind::Quote, .at = at()};
  ++next_;
  return parse_quoted_text(std::move(query));
}

Parsed QueryGrammar::parse_quoted_text(Query query) {
  auto inside = nested(&QueryGrammar::parse_suffixed);
  if (!inside) return inside;
  query.parts.push_back(*std::move(inside));
  return query;
}

/// `quote(speaker:antony-blinken kind:direct text:(fentanyl AND china))`
Parsed QueryGrammar::parse_quote() {
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

bool QueryGrammar::is_repeated(Token key, std::size_t first) const {
  std::size_t depth = 0;
  for (std::size_t i = first; i < next_; ++i) {
    if (lexemes_[i].kind == Token::Open) ++depth;
    if (lexemes_[i].kind == Token::Close) --depth;
    if (depth == 0 && lexemes_[i].kind == key) return true;
  }
  return false;
}

bool QueryGrammar::read_speakers(Query& query) {
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
  } while (list && (take(Token::Or) || here().kind == Token::Word || here().kind == Token::Quoted));
  if (!list || take(Token::Close)) return true;
  error(fmt::format("expected OR or ) instead of {}", describe(here())));
  return false;
}

bool QueryGrammar::read_quoted_kinds(Query& query) {
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

}  // namespace newswatch::rules
