#include "rules/query_lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace newswatch::rules {
namespace {

constexpr std::uint32_t kLongestDistance = 1000;
constexpr std::array<std::string_view, 5> kFieldNames = {"title", "headline", "body", "author",
                                                         "byline"};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct QuotationMarks {
  std::string_view open, close;
};
constexpr std::array<QuotationMarks, 2> kQuotationMarks = {{{"\"", "\""}, {"\u201C", "\u201D"}}};

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  Result<std::vector<Lexeme>> split() {
    while (true) {
      while (at_ < query_.size() && is_blank(query_[at_])) ++at_;
      if (at_ == query_.size()) break;
      if (auto taken = take(); !taken) return Unexpected(taken.error());
    }
    add(Lexeme::Kind::End, query_.substr(at_), 0);
    return std::move(lexemes_);
  }

 private:
  std::string_view rest() const { return query_.substr(at_); }

  void add(Lexeme::Kind kind, std::string_view text, std::size_t size, std::uint32_t distance = 0) {
    lexemes_.push_back({kind, text, at_, distance});
    at_ += size;
  }

  Result<void> take() {
    if (rest().starts_with('('))
      return add(Lexeme::Kind::Open, rest().substr(0, 1), 1), Result<void>();
    if (rest().starts_with(')'))
      return add(Lexeme::Kind::Close, rest().substr(0, 1), 1), Result<void>();
    for (const QuotationMarks& marks : kQuotationMarks) {
      if (rest().starts_with(marks.open)) return take_quoted(marks);
    }
    if (rest().starts_with('='))
      return add(Lexeme::Kind::Raw, rest().substr(0, 1), 1), Result<void>();
    return take_word();
  }

  Result<void> take_quoted(const QuotationMarks& marks) {
    const auto inside = rest().substr(marks.open.size());
    const auto end = inside.find(marks.close);
    if (end == std::string_view::npos) {
      return fail(ErrorCode::InvalidQuery, fmt::format("the quotation mark at {} is never closed",
                                                       character_at(query_, at_)));
    }
    add(Lexeme::Kind::Quoted, inside.substr(0, end), marks.open.size() + end + marks.close.size());
    return {};
  }

  std::string_view word_here() const {
    std::size_t size = 0;
    while (size < rest().size()) {
      const auto from = rest().substr(size);
      const bool ends = is_blank(from.front()) || from.front() == '(' || from.front() == ')' ||
                        std::ranges::any_of(kQuotationMarks, [&](const QuotationMarks& marks) {
                          return from.starts_with(marks.open);
                        });
      if (ends) break;
      ++size;
    }
    return rest().substr(0, size);
  }

  Result<void> take_word() {
    const auto word = word_here();
    if (word == "AND") return add(Lexeme::Kind::And, word, word.size()), Result<void>();
    if (word == "OR") return add(Lexeme::Kind::Or, word, word.size()), Result<void>();
    if (word == "NOT") return add(Lexeme::Kind::Not, word, word.size()), Result<void>();
    if (word == "NEAR" || word.starts_with("NEAR/")) return take_near(Lexeme::Kind::Near, word, 4);
    if (word == "ONEAR" || word.starts_with("ONEAR/"))
      return take_near(Lexeme::Kind::OrderedNear, word, 5);
    if (word.starts_with("raw:"))
      return add(Lexeme::Kind::Raw, word.substr(0, 4), 4), Result<void>();
    for (const std::string_view name : kFieldNames) {
      if (word.size() > name.size() && word.starts_with(name) && word[name.size()] == ':') {
        return add(Lexeme::Kind::Field, name, name.size() + 1), Result<void>();
      }
    }
    add(Lexeme::Kind::Word, word, std::max<std::size_t>(1, word.size()));
    return {};
  }

  Result<void> take_near(Lexeme::Kind kind, std::string_view word, std::size_t name_size) {
    const auto digits = word.substr(std::min(word.size(), name_size + 1));
    std::uint32_t distance = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), distance);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() ||
        distance > kLongestDistance) {
      return fail(
          ErrorCode::InvalidQuery,
          fmt::format("\"{}\" at {} needs a number of words up to {}, as in {}/5", word,
                      character_at(query_, at_), kLongestDistance, word.substr(0, name_size)));
    }
    add(kind, word, word.size(), distance);
    return {};
  }

  std::string_view query_;
  std::size_t at_ = 0;
  std::vector<Lexeme> lexemes_;
};

}  // namespace

Result<std::vector<Lexeme>> split_query(std::string_view query) { return Lexer(query).split(); }

std::string character_at(std::string_view query, std::size_t byte) {
  const auto before = query.substr(0, byte);
  const auto characters = std::ranges::count_if(
      before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  return fmt::format("character {}", characters + 1);
}

}  // namespace newswatch::rules
