#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/query.h"
#include "rules/query_error.h"
#include "rules/query_lexer.h"
#include "rules/query_parser.h"
#include "rules/query_words.h"

namespace newswatch::rules {

/// The grammar of docs/queries.md, by recursive descent: a step for each of its levels, from `OR`
/// down to one word. For one query; `parse_query` is what others call.
///
/// Each step returns nothing once an error is noted, and only the first is noted.
class QueryGrammar {
 public:
  using Parsed = std::optional<Query>;

  /// @param lexemes  as of `split_query`, with `End` at the end; their texts are borrowed.
  /// @param options  borrowed.
  QueryGrammar(std::vector<Lexeme> lexemes, const QueryOptions& options);

  /// Once. @return nothing when `failed()` tells why.
  Parsed parse();

  const std::optional<QueryError>& failed() const { return error_; }
  std::vector<std::string> take_warnings() { return std::move(warnings_); }

 private:
  using Token = Lexeme::Kind;

  const Lexeme& here() const { return lexemes_[next_]; }
  std::uint32_t at() const { return static_cast<std::uint32_t>(here().at); }
  const Lexeme& behind() const;
  bool take(Token kind);
  void match_brackets();

  std::nullopt_t note(QueryError what);
  std::nullopt_t error(std::string what, std::string example = {});
  std::nullopt_t missing_operator();
  static std::string describe(const Lexeme& lexeme);
  void warn_if_mixed(const Query& part);

  // Operators.
  Parsed parse_or();
  Parsed parse_and();
  Parsed parse_not();
  Parsed parse_near();
  Parsed parse_suffixed();
  bool joins_by_and() const;
  static bool begins_operand(const Lexeme& lexeme);
  using Step = Parsed (QueryGrammar::*)();
  Parsed nested(Step step);

  // What stands between them.
  Parsed parse_primary();
  Parsed parse_group();
  Parsed parse_list_of_these();
  Parsed parse_at_least();
  Parsed parse_score();
  Parsed parse_in_scope();
  Parsed parse_rule();
  Parsed parse_styled(WordStyle style);
  Parsed parse_regex();
  Parsed parse_words();
  Parsed with_tilde(Query query, bool quoted);
  bool is_list(std::size_t open) const;
  bool parse_list(Query& query);

  // Conditions on metadata, people and quotations.
  Parsed parse_metadata();
  Parsed parse_named();
  Parsed parse_said();
  Parsed parse_quote();
  Parsed parse_quoted_text(Query query);
  bool is_repeated(Token key, std::size_t first) const;
  bool read_speakers(Query& query);
  bool read_quoted_kinds(Query& query);

  std::vector<Lexeme> lexemes_;
  const QueryOptions& options_;
  std::vector<std::size_t> closes_;  ///< By opening bracket; 0 when it never closes.
  std::size_t next_ = 0;
  int depth_ = 0;
  int score_depth_ = 0;
  std::size_t word_count_ = 0;
  bool is_bare_and_ = false;  ///< Whether the part just read is an AND without brackets round it.
  bool mixed_ = false;        ///< Whether it was warned of.
  WordStyle style_;
  WordReader reader_;
  std::vector<std::string> warnings_;
  std::optional<QueryError> error_;
};

}  // namespace newswatch::rules
