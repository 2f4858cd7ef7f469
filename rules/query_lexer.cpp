#include "rules/query_lexer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/nearest_name.h"
#include "rules/query.h"

namespace newswatch::rules {
namespace {

using Kind = Lexeme::Kind;

constexpr std::uint32_t kLongestDistance = 1000;
constexpr std::uint32_t kLargestBound = 1'000'000;
constexpr std::int32_t kMostPoints = 100'000;
constexpr std::size_t kLongestName = 64;

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
constexpr auto kPrefixes = std::to_array<Named>({{"title", Kind::Scope},
                                                 {"headline", Kind::Scope},
                                                 {"body", Kind::Scope},
                                                 {"lead", Kind::Scope},
                                                 {"author", Kind::Scope},
                                                 {"byline", Kind::Scope},
                                                 {"lang", Kind::Metadata},
                                                 {"source", Kind::Metadata},
                                                 {"domain", Kind::Metadata},
                                                 {"site", Kind::Metadata},
                                                 {"country", Kind::Metadata},
                                                 {"status", Kind::Metadata},
                                                 {"url", Kind::Metadata},
                                                 {"id", Kind::Metadata},
                                                 {"official", Kind::Official},
                                                 {"role", Kind::Role},
                                                 {"said", Kind::Said},
                                                 {"raw", Kind::Raw},
                                                 {"stem", Kind::Stem}});

constexpr auto kQuoteKeys = std::to_array<Named>(
    {{"speaker", Kind::Speaker}, {"kind", Kind::QuotedKind}, {"text", Kind::QuotedText}});

struct QuotationMarks {
  std::string_view open, close;
};
constexpr std::array<QuotationMarks, 2> kQuotationMarks = {{{"\"", "\""}, {"\u201C", "\u201D"}}};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_' ||
         c == '.';
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
/// What a mapped field may be called, as far as its characters go.
bool is_metadata_name(std::string_view text) {
  return !text.empty() && is_lower(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_lower(c) || is_digit(c) || c == '-' || c == '_';
  });
}

bool opens_quote(std::string_view text) {
  return std::ranges::any_of(
      kQuotationMarks, [&](const QuotationMarks& marks) { return text.starts_with(marks.open); });
}

/// Reads numbers and marks from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  template <typename Number>
  std::optional<Number> number() {
    Number value{};
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    if (error != std::errc()) return std::nullopt;
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return value;
  }
  bool take(std::string_view mark) {
    if (!text_.starts_with(mark)) return false;
    text_.remove_prefix(mark.size());
    return true;
  }
  void skip_blanks() {
    while (!text_.empty() && is_blank(text_.front())) text_.remove_prefix(1);
  }
  std::string_view rest() const { return text_; }

 private:
  std::string_view text_;
};

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

  void fail(std::string what, std::string example = {}) {
    error_ = QueryError{at_, std::move(what), std::move(example)};
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
    } else if (is_behind_operand() && std::string_view("~^{[@").find(here()) != std::string::npos) {
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
    Reader reader(rest());
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
    switch (here()) {
      case '~':
        return take_tilde();
      case '^':
        return take_weight();
      case '{':
        return take_occurrences();
      case '[':
        return take_positions();
      default:
        return take_of_these();
    }
  }

  void take_tilde() {
    Reader reader(rest().substr(1));
    // As in Lucene, a bare ~ is ~2.
    if (!is_digit(reader.rest().empty() ? ' ' : reader.rest().front())) {
      add(Kind::Tilde, 1).least = 2;
      return;
    }
    const auto number = reader.number<std::uint32_t>();
    if (!number || *number > kLongestDistance) {
      return fail(fmt::format("~ needs a whole number up to {}", kLongestDistance), "fentanyl~1");
    }
    add_to(Kind::Tilde, reader.rest()).least = *number;
  }

  void take_weight() {
    Reader reader(rest().substr(1));
    const auto points = reader.number<std::int32_t>();
    std::optional<std::uint32_t> times = 1;
    const bool repeated = points && reader.take("x");
    if (repeated) times = reader.number<std::uint32_t>();
    const bool goes_on = !reader.rest().empty() && (is_name(reader.rest().front()));
    if (!points || !times || *times == 0 || *times > kLargestBound || goes_on ||
        std::abs(*points) > kMostPoints) {
      return fail("a weight is a whole number, with how often it counts at most behind an x",
                  "fentanyl^8, patch^-12 or fentanyl^2x3");
    }
    auto& lexeme = add_to(Kind::Weight, reader.rest());
    lexeme.points = *points;
    lexeme.least = *times;
  }

  /// `{3}`, `{3,}`, `{,3}`, `{3,5}`.
  void take_occurrences() {
    constexpr std::string_view kExpected = "a count is {3}, {3,}, {,3} or {3,5}";
    auto bounds = read_bounds(",", "}");
    if (!bounds) return fail(std::string(kExpected));
    if (!bounds->has_between) bounds->most = bounds->least;
    add_bounds(Kind::Occurrences, *bounds, kExpected);
  }

  /// `[0..80]`, `[..80]`, `[80..]`.
  void take_positions() {
    constexpr std::string_view kExpected = "a range of words is [0..80], [..80] or [80..]";
    const auto bounds = read_bounds("..", "]");
    if (!bounds || !bounds->has_between) return fail(std::string(kExpected));
    add_bounds(Kind::Positions, *bounds, kExpected);
  }

  struct Bounds {
    std::uint32_t least = 0;
    std::uint32_t most = Query::kUnbounded;
    bool has_between = false;  ///< Whether a second number may stand there.
    std::string_view left;     ///< What stands behind.
  };

  /// @return nothing when there is no number at all, or something else stands there.
  std::optional<Bounds> read_bounds(std::string_view between, std::string_view close) const {
    Reader reader(rest().substr(1));
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

  void add_bounds(Kind kind, const Bounds& bounds, std::string_view expected) {
    const auto [least, most, has_between, left] = bounds;
    if (most < least || (kind == Kind::Positions && most == least)) {
      return fail(fmt::format("{}: nothing lies between {} and {}", expected, least, most));
    }
    if (least > kLargestBound || (most > kLargestBound && most != Query::kUnbounded)) {
      return fail(fmt::format("{}, with numbers up to {}", expected, kLargestBound));
    }
    auto& lexeme = add_to(kind, left);
    lexeme.least = least;
    lexeme.most = most;
  }

  void take_of_these() {
    Reader reader(rest().substr(1));
    const auto number = reader.number<std::uint32_t>();
    if (lexemes_.back().kind != Kind::Close || !number) {
      return fail("@ has no meaning here; quote what is meant as text", "(a b c d)@2");
    }
    add_to(Kind::OfThese, reader.rest()).least = *number;
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
    Reader reader(word.substr(std::min(word.size(), name.name.size() + 1)));
    const auto distance = reader.number<std::uint32_t>();
    const bool forward = name.name == "NEAR" && reader.take("f");
    if (!distance || !reader.rest().empty() || *distance > kLongestDistance) {
      return fail(fmt::format("\"{}\" needs a number of words up to {}", word, kLongestDistance),
                  fmt::format("{}/5", name.name));
    }
    add(forward ? Kind::OrderedNear : name.kind, word.size()).least = *distance;
  }

  void take_at_least(std::string_view word) {
    Reader reader(word.substr(word.find('/') + 1));
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
    for (const Named& prefix : kPrefixes) {
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
    if (goes_on && looks_like_a_field(name)) refuse_prefix(name);
    return false;
  }

  /// "covid-19:" may be text. With digits or marks a name is a misspelt field only where it comes
  /// near a mapped one.
  bool looks_like_a_field(std::string_view name) const {
    if (!is_metadata_name(name)) return false;
    return std::ranges::all_of(name, is_lower) ||
           nearest_name(name, {metadata_.begin(), metadata_.end()});
  }

  void refuse_prefix(std::string_view name) {
    std::vector<std::string> known = prefix_names();
    known.insert(known.end(), metadata_.begin(), metadata_.end());
    fail(fmt::format("unknown field \"{}\", which would be text in quotes{}", name,
                     did_you_mean(name, known)));
    error_->note =
        metadata_.empty()
            ? "further fields are those of articles.metadata in the configuration (--config)"
            : fmt::format("articles.metadata in the configuration maps {}",
                          fmt::join(metadata_, ", "));
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

std::optional<std::string> refuse_metadata_name(std::string_view name) {
  if (!is_metadata_name(name) || name.size() > kLongestName) {
    return fmt::format(
        "\"{}\" is no name for a field: up to {} lower-case letters, digits, _ and -, "
        "a letter first",
        name, kLongestName);
  }
  const bool is_taken = name.starts_with("stem-") ||
                        std::ranges::find(kPrefixes, name, &Named::name) != kPrefixes.end();
  if (!is_taken) return std::nullopt;
  return fmt::format("\"{}\" is a name of the query language", name);
}

std::vector<std::string> prefix_names() {
  std::vector<std::string> names;
  for (const Named& prefix : kPrefixes) names.emplace_back(prefix.name);
  return names;
}

}  // namespace newswatch::rules
