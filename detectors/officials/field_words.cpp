#include "detectors/officials/field_words.h"

#include <algorithm>
#include <string>

#include "detectors/officials/name_words.h"
#include "detectors/officials/titles.h"

namespace newswatch::detectors::officials {
namespace {

using text::Gap;
using text::Token;

bool is_in_capitals(std::string_view word) {
  return word.size() > 1 && std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

FieldWords::FieldWords(Field field, const text::Tokens& tokens)
    : field_(field), tokens_(&tokens), size_(static_cast<std::uint32_t>(tokens.tokens.size())) {
  if (field != Field::Title || size_ == 0) return;
  // Small words and numbers are small in any style.
  const auto tells = [&](const Token& t) {
    return t.capitalised || (t.span.end - t.span.begin > 2 && !is_digit(tokens.raw_of(t)[0]) &&
                             !is_function_word(tokens.folded_of(t)));
  };
  const auto telling = std::ranges::count_if(tokens.tokens, tells);
  const auto large = std::ranges::count_if(tokens.tokens, &Token::capitalised);
  const auto shouted = std::ranges::count_if(
      tokens.tokens, [&](const Token& t) { return is_in_capitals(tokens.raw_of(t)); });
  headline_style_ = large * 4 >= telling * 3;
  all_capitals_ = shouted * 4 >= static_cast<std::ptrdiff_t>(size_) * 3;
}

std::string_view FieldWords::gap(std::uint32_t i) const {
  const auto begin = i == 0 ? 0 : at(i - 1).full_end;
  return tokens_->field.substr(begin, at(i).span.begin - begin);
}

bool FieldWords::follows(std::uint32_t i) const {
  if (i == 0 || i >= size_) return false;
  if (at(i).gap == Gap::Space) return true;
  if (at(i).gap != Gap::Dot) return false;
  const auto before = folded(i - 1);
  return before.size() == 1 || at(i - 1).abbreviation || is_honorific(before) ||
         is_abbreviation(before) || (capitalised(i - 1) && before.size() <= 5 && is_rank(before)) ||
         is_thing_before_name(before);
}

bool FieldWords::behind_comma(std::uint32_t i) const {
  if (i == 0 || i >= size_ || at(i).gap != Gap::Other) return false;
  const auto between = gap(i);
  return between.find(',') != std::string_view::npos &&
         between.find_first_not_of(", ") == std::string_view::npos;
}

bool FieldWords::begins_sentence(std::uint32_t i) const {
  if (i == 0 || at(i).sentence != at(i - 1).sentence) return true;
  return at(i).gap == Gap::Paragraph ||
         (at(i).gap == Gap::Other && gap(i).find_first_not_of(", ") != std::string_view::npos);
}

std::optional<FieldWords::Country> FieldWords::country_before(std::uint32_t end) const {
  std::string words;
  std::optional<Country> longest;
  for (std::uint32_t i = end; i > 0 && end - i < text::kMostCountryWords; --i) {
    const std::uint32_t at_word = i - 1;
    words =
        words.empty() ? std::string(folded(at_word)) : std::string(folded(at_word)) + " " + words;
    if (capitalised(at_word)) {
      if (const auto term = text::country_term(words)) longest = Country{*term, at_word};
    }
    if (!follows(at_word) || possessive(at_word == 0 ? 0 : at_word - 1)) break;
  }
  return longest;
}

std::optional<FieldWords::Country> FieldWords::country_at(std::uint32_t first) const {
  std::string words;
  std::optional<Country> longest;
  for (std::uint32_t i = first; i < size_ && i - first < text::kMostCountryWords; ++i) {
    if (i > first && !follows(i)) break;
    if (i == first && !capitalised(i)) break;
    if (i > first) words += ' ';
    words += folded(i);
    if (const auto term = text::country_term(words)) longest = Country{*term, i + 1};
  }
  return longest;
}

}  // namespace newswatch::detectors::officials
