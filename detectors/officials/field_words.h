#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/field.h"
#include "text/countries.h"
#include "text/tokens.h"

namespace newswatch::detectors::officials {

/// The words of one field, with what a reader of names asks about them. Borrows the tokens.
class FieldWords {
 public:
  FieldWords() = default;
  FieldWords(Field field, const text::Tokens& tokens);

  Field field() const { return field_; }
  const text::Tokens& tokens() const { return *tokens_; }
  std::uint32_t size() const { return size_; }
  const text::Token& at(std::uint32_t i) const { return tokens_->tokens[i]; }
  std::string_view folded(std::uint32_t i) const {
    return {tokens_->folded.data() + at(i).folded_begin, at(i).folded_end - at(i).folded_begin};
  }
  bool capitalised(std::uint32_t i) const { return at(i).capitalised; }
  bool possessive(std::uint32_t i) const { return at(i).full_end != at(i).span.end; }
  /// What stands between token `i` and the one before.
  std::string_view gap(std::uint32_t i) const;

  /// Whether only blanks stand before token `i`, and a word before them. The dot of an abbreviation
  /// ("Mr.", "Sec.") counts as a blank.
  bool follows(std::uint32_t i) const;
  bool hyphenated(std::uint32_t i) const { return i > 0 && at(i).gap == text::Gap::Hyphen; }
  /// Whether a comma stands between token `i` and the one before, with blanks at most.
  bool behind_comma(std::uint32_t i) const;
  bool begins_sentence(std::uint32_t i) const;

  /// Most Words Are Large, or all letters are: what is a name is not told by them.
  bool is_headline_style() const { return headline_style_; }
  bool is_all_capitals() const { return all_capitals_; }

  /// @return the country whose words end before token `end`, and where they begin. Only in large
  /// letters.
  struct Country {
    text::CountryTerm term;
    std::uint32_t first = 0;
  };
  std::optional<Country> country_before(std::uint32_t end) const;
  /// @return the country whose words begin at `first`, and (in `first`) where they end.
  std::optional<Country> country_at(std::uint32_t first) const;

 private:
  Field field_ = Field::Body;
  const text::Tokens* tokens_ = nullptr;
  std::uint32_t size_ = 0;
  bool headline_style_ = false;
  bool all_capitals_ = false;
};

}  // namespace newswatch::detectors::officials
