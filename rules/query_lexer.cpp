#include "rules/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/nearest_name.h"
#include "rules/query_limits.h"
#include "rules/query_prefixes.h"
#include "rules/query_reader.h"
#include "rules/query_suffix.h"

namespace newswatch::rules {
namespace {

using Kind = Lexeme::Kind;

struct Named {
  std::string_view name;
  Kind kind;
};
constexpr auto kOperators = std::to_array<Named>({{"AND", Kind::And},
                                                  {"OR", Kind::Or},
                                                  {"NOT", Kind::Not},
                                                  {"SENT", Kind::Sentence},
                                                  {"PARA", Kind::Paragraph}});
constexpr auto kDistances = std::to_array<Named>({{"NEAR", Kind::Near},
                                                  {"ONEAR", Kind::OrderedNear},
                                                  {"W", Kind::Near},
                                                  {"PRE", Kind::OrderedNear}});
constexpr auto kQuoteKeys = std::to_array<Named>(
    {{"speaker", Kind::Speaker}, {"kind", Kind::QuotedKind}, {"text", Kind::QuotedText}});

struct QuotationMarks {
  std::string_view open, close;
};
constexpr std::array<QuotationMarks, 2> kQuotationMarks = {{{"\"", "\""}, {"\u201C", "\u201D"}}};

bool opens_quote(std::string_view text) {
  return std::ranges::any_of(
      kQuotationMarks, [&](const QuotationMarks& marks) { return text.starts_with(marks.open); });
}

class Lexer {
 public:
  Lexer(std::string_view query, std::span<const std::string> metadata)
      : query_(query), metadata_(metadata) {}

  std::variant<std::vector<Lexeme>, QueryError> split() {
    while (true) {
      const std::size_t before = at_;
      while (at_ < query_.size() && is_blank(query_[at_])) ++at_;
      apart_ = at_ > before || at_ == 0;
      if (at_ == query_.size()) break;
      take();
      if (error_) return *error_;
    }
    add(Kind::End, 0);
    return std::move(lexemes_);
  }

 private:
  std::string_view rest() const { return query_.substr(at_); }
  char here() const { return query_[at_]; }

  Lexeme& add(Kind kind, std::size_t size) {
    const auto text = rest().substr(0, size);
    lexemes_.push_back({.kind = kind, .text = text, .as_written = text, .at = at_});
    at_ += size;
    return lexemes_.back();
  }
  Lexeme& add_to(Kind kind, std::string_view left) {
    return add(kind, rest().size() - left.size());
  }

  void refuse(QueryError error) {
    error.at = at_;
    error_ = std::move(error);
  }
  void fail(std::string what, std::string example = {}) {
    refuse({0, std::move(what), std::move(example)});
  }

  /// What stands behind a name and a colon may hold any mark, as addresses do.
  bool is_value() const {
    if (apart_ || lexemes_.empty() || here() == '(' || opens_quote(rest())) return false;
    const Kind last = lexemes_.back().kind;
    const bool is_in_quote = last == Kind::Speaker || last == Kind::QuotedKind;
    if (is_in_quote && here() == ')') return false;
    return last == Kind::Metadata || last == Kind::Official || last == Kind::Role ||
           last == Kind::Speaker || last == Kind::QuotedKind;
  }
  /// Whether the next word is one of the speakers in `speaker:( )`, which may hold colons.
  bool is_in_speakers() const { return !open_.empty() && open_.back() == Kind::Speaker; }

  void take() {
    if (is_value()) {
      add(Kind::Word, std::max<std::size_t>(1, word_here().size()));
    } else if (here() == '(') {
      open_.push_back(lexemes_.empty() ? Kind::Open : lexemes_.back().kind);
      add(Kind::Open, 1);
    } else if (here() == ')') {
      if (!open_.empty()) open_.pop_back();
      add(Kind::Close, 1);
    } else if (here() == '}') {
      add(Kind::ScoreClose, 1);
    } else if (opens_quote(rest())) {
      take_quoted();
    } else if (is_behind_operand() && begins_suffix(here())) {
      take_suffix();
    } else if (here() == '=') {
      add(Kind::Raw, 1);
    } else if (here() == '/') {
      take_regex();
    } else if (here() == '@') {
      take_rule();
    } else if ((here() == '+' || here() == '-') && rest().size() > 1 && !is_blank(rest()[1])) {
      add(here() == '+' ? Kind::Plus : Kind::Minus, 1);
    } else if (rest().starts_with("score>=")) {
      take_score();
    } else {
      take_word();
    }
  }

  /// Whether the last piece ends right here and can carry a suffix.
  bool is_behind_operand() const {
    if (apart_ || lexemes_.empty()) return false;
    const Kind last = lexemes_.back().kind;
    return last == Kind::Word || last == Kind::Quoted || last == Kind::Regex ||
           last == Kind::Close || last == Kind::ScoreClose || last == Kind::Rule ||
           last == Kind::Tilde || last == Kind::OfThese || last == Kind::Occurrences ||
           last == Kind::Positions;
  }

  void take_quoted() {
    for (const QuotationMarks& marks : kQuotationMarks) {
      if (!rest().starts_with(marks.open)) continue;
      const auto inside = rest().substr(marks.open.size());
      const auto end = inside.find(marks.close);
      if (end == std::string_view::npos) return fail("the quotation mark is never closed");
      add(Kind::Quoted, marks.open.size() + end + marks.close.size()).text = inside.substr(0, end);
      return;
    }
  }

  void take_regex() {
    for (std::size_t end = 1; end < rest().size(); ++end) {
      if (rest()[end] == '\\') {
        ++end;
      } else if (rest()[end] == '/') {
        add(Kind::Regex, end + 1);
        lexemes_.back().text = lexemes_.back().text.substr(1, end - 1);
        return;
      }
    }
    fail("the / of a regular expression is never closed", "/fent[ay]n[iy]l/");
  }

  void take_rule() {
    std::size_t size = 1;
    while (size < rest().size() && is_name(rest()[size])) ++size;
    if (size == 1) return fail("@ needs the id of a rule right behind it", "@us-china");
    auto& lexeme = add(Kind::Rule, size);
    lexeme.text.remove_prefix(1);
  }

  void take_score() {
    QueryReader reader(rest());
    reader.take("score>=");
    reader.skip_blanks();
    const auto threshold = reader.number<std::int32_t>();
    reader.skip_blanks();
    if (!threshold || std::abs(*threshold) > kMostPoints || !reader.take("{")) {
      return fail("a score needs a whole number as its threshold, and clauses in braces",
                  "score>=10 { fentanyl^8 (china NEAR/8 fentanyl)^5 }");
    }
    add_to(Kind::ScoreOpen, reader.rest()).points = *threshold;
  }

  void take_suffix() {
    auto suffix = read_suffix(rest(), lexemes_.back().kind == Kind::Close);
    if (auto* refused = std::get_if<QueryError>(&suffix)) return refuse(std::move(*refused));
    Lexeme& lexeme = std::get<Lexeme>(suffix);
    lexeme.at = at_;
    at_ += lexeme.as_written.size();
    lexemes_.push_back(lexeme);
  }

  std::string_view word_here() const {
    std::size_t size = 0;
    while (size < rest().size()) {
      const auto from = rest().substr(size);
      if (is_blank(from.front()) || opens_quote(from) ||
          std::string_view("()~^{}[]").find(from.front()) != std::string_view::npos) {
        break;
      }
      ++size;
    }
    return rest().substr(0, size);
  }

  void take_word() {
    const auto word = word_here();
    if (word.empty()) {
      return fail(fmt::format("{} has no meaning here; quote what is meant as text", here()));
    }
    for (const Named& name : kOperators) {
      if (word == name.name) return static_cast<void>(add(name.kind, word.size()));
    }
    for (const Named& name : kDistances) {
      if (is_distance(name, word)) return take_distance(name, word);
    }
    if (word.starts_with("ATLEAST/")) return take_at_least(word);
    if (word == "quote" && rest().substr(word.size()).starts_with('(')) {
      return static_cast<void>(add(Kind::Quote, word.size()));
    }
    if (is_in_speakers()) return static_cast<void>(add(Kind::Word, word.size()));
    const std::size_t colon = word.find(':');
    if (colon != std::string_view::npos && take_prefix(word.substr(0, colon))) return;
    if (error_) return;
    add(Kind::Word, word.size());
  }

  /// "W" and "PRE" alone are words; "NEAR" alone is meant as an operator.
  static bool is_distance(const Named& name, std::string_view word) {
    if (!word.starts_with(name.name)) return false;
    const auto behind = word.substr(name.name.size());
    return behind.empty() ? name.name.ends_with("NEAR") : behind.front() == '/';
  }

  void take_distance(const Named& name, std::string_view word) {
    QueryReader reader(word.substr(std::min(word.size(), name.name.size() + 1)));
    const auto distance = reader.number<std::uint32_t>();
    const bool forward = name.name == "NEAR" && reader.take("f");
    if (!distance || !reader.rest().empty() || *distance > kLongestDistance) {
      return fail(fmt::format("\"{}\" needs a number of words up to {}", word, kLongestDistance),
                  fmt::format("{}/5", name.name));
    }
    add(forward ? Kind::OrderedNear : name.kind, word.size()).least = *distance;
  }

  void take_at_least(std::string_view word) {
    QueryReader reader(word.substr(word.find('/') + 1));
    const auto number = reader.number<std::uint32_t>();
    if (!number || !reader.rest().empty() || !rest().substr(word.size()).starts_with("(")) {
      return fail("ATLEAST needs a number and a bracket right behind it", "ATLEAST/2(a b c)");
    }
    add(Kind::AtLeast, word.size()).least = *number;
  }

  /// @return whether `name` and the colon behind it were taken.
  bool take_prefix(std::string_view name) {
    const bool in_quote = !open_.empty() && open_.back() == Kind::Quote;
    for (const Named& key : kQuoteKeys) {
      if (!in_quote || name != key.name) continue;
      add(key.kind, name.size() + 1).text = name;
      return true;
    }
    for (const QueryPrefix& prefix : query_prefixes()) {
      if (name != prefix.name) continue;
      auto& lexeme = add(prefix.kind, name.size() + 1);
      lexeme.text = prefix.kind == Kind::Stem ? std::string_view("en") : name;
      return true;
    }
    if (name.starts_with("stem-") && name.size() > 5) {
      add(Kind::Stem, name.size() + 1).text = name.substr(5);
      return true;
    }
    if (std::ranges::find(metadata_, name) != metadata_.end()) {
      add(Kind::Metadata, name.size() + 1).text = name;
      return true;
    }
    const bool goes_on = rest().size() > name.size() + 1 && !is_blank(rest()[name.size() + 1]);
    if (goes_on && looks_like_a_field(name)) refuse(unknown_prefix(name, metadata_));
    return false;
  }

  /// "covid-19:" may be text. With digits or marks a name is a misspelt field only where it comes
  /// near a mapped one.
  bool looks_like_a_field(std::string_view name) const {
    if (!is_metadata_name(name)) return false;
    return std::ranges::all_of(name, is_lower) ||
           nearest_name(name, {metadata_.begin(), metadata_.end()});
  }

  std::string_view query_;
  std::span<const std::string> metadata_;
  std::size_t at_ = 0;
  bool apart_ = true;
  std::vector<Lexeme> lexemes_;
  std::vector<Kind> open_;  ///< What stands before each bracket that is open.
  std::optional<QueryError> error_;
};

}  // namespace

std::variant<std::vector<Lexeme>, QueryError> split_query(std::string_view query,
                                                          std::span<const std::string> metadata) {
  return Lexer(query, metadata).split();
}

}  // namespace newswatch::rules
