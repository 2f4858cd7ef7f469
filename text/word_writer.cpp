#include "text/word_writer.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/utf8.h"
#include "text/folding.h"
#include "text/gap_reader.h"
#include "text/sentences.h"

namespace newswatch::text {
namespace {

std::uint32_t narrow(std::size_t size) { return static_cast<std::uint32_t>(size); }

UChar32 first_character(std::string_view text) {
  UChar32 c = 0;
  std::size_t at = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), c);
  return c;
}

bool begins_large(std::string_view word) {
  const UChar32 c = first_character(word);
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return u_isalpha(c) && !u_isULowercase(c);
}

/// "U.S", "e.g": letters, one each, with dots between. @return whether `word` is one, at least two
/// letters long.
bool is_dotted_letters(std::string_view word) {
  if (word.find('.') == std::string_view::npos) return false;
  bool letter_next = true;
  for (std::size_t at = 0; at < word.size();) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(word.data()), at, word.size(), c);
    if (letter_next ? !u_isalpha(c) : c != '.') return false;
    letter_next = !letter_next;
  }
  return true;
}

/// The size of `'s` or `’s` (either case) at the end of `word`, or 0.
std::size_t possessive_size(std::string_view word) {
  if (word.size() < 3 || (word.back() | 0x20) != 's') return 0;
  const auto stem = word.substr(0, word.size() - 1);
  for (const std::string_view apostrophe : {"'", "\u2019", "\u02BC", "\u2018", "\uFF07"}) {
    if (stem.ends_with(apostrophe) && stem.size() > apostrophe.size()) return apostrophe.size() + 1;
  }
  return 0;
}

}  // namespace

WordWriter::WordWriter(std::string_view text, const PlainText* plain, Tokens& out)
    : text_(text), plain_(plain), out_(out) {}

void WordWriter::add(ByteSpan word) {
  word = without_outer_apostrophes(word);
  if (ends_last(word)) return end_last(word);
  Token token;
  const auto ending = narrow(possessive_size(word.of(text_)));
  token.abbreviation = is_dotted_letters(ByteSpan{word.begin, word.end - ending}.of(text_));
  const bool dot_follows = word.end < text_.size() && text_[word.end] == '.';
  if (token.abbreviation && ending == 0 && dot_follows) ++word.end;
  fold(word, ending, token);
  // UAX #29 counts an underscore, the modifier letter apostrophe and characters that leave nothing
  // when folded as letters, and joins format characters to them.
  if (!has_letter_or_digit(out_.folded_of(token))) return out_.folded.resize(token.folded_begin);
  token.capitalised = begins_large(word.of(text_));
  token.gap = pass_gap(word, out_.folded_of(token));
  token.paragraph = paragraph_;
  token.sentence = sentence_;
  token.span = origin_of({word.begin, word.end - ending});
  token.full_end = ending == 0 ? token.span.end : origin_of(word).end;
  out_.tokens.push_back(token);
  last_end_ = word.end;
}

void WordWriter::add_plain(ByteSpan word) {
  const Gap gap = pass_gap(word, word.of(out_.folded.view()));
  const char first = text_[word.begin];
  // Field by field in its place: to be copied as a whole, it would have to wait for the parts.
  Token& token = out_.tokens.append();
  token.span = origin_of(word);
  token.full_end = token.span.end;
  token.folded_begin = word.begin;
  token.folded_end = word.end;
  token.full_folded_end = word.end;
  token.paragraph = paragraph_;
  token.sentence = sentence_;
  token.gap = gap;
  token.capitalised = first >= 'A' && first <= 'Z';
  token.abbreviation = false;
  last_end_ = word.end;
}

/// @param folded  the word behind the gap.
Gap WordWriter::pass_gap(ByteSpan word, std::string_view folded) {
  if (out_.tokens.empty()) return Gap::Paragraph;
  return is_one_blank_behind_last(word.begin) ? Gap::Space : read_gap(word, folded);
}

/// By far the most frequent. The dot of an abbreviation may end a sentence.
bool WordWriter::is_one_blank_behind_last(std::uint32_t begin) const {
  return begin == last_end_ + 1 && text_[last_end_] == ' ' && text_[last_end_ - 1] != '.';
}

/// Between letters it is an apostrophe like the others; UAX #29 takes it for a letter at the
/// edges too.
ByteSpan WordWriter::without_outer_apostrophes(ByteSpan word) const {
  constexpr std::string_view kModifierApostrophe = "\u02BC";
  constexpr auto kSize = static_cast<std::uint32_t>(kModifierApostrophe.size());
  while (word.of(text_).starts_with(kModifierApostrophe)) word.begin += kSize;
  while (word.of(text_).ends_with(kModifierApostrophe)) word.end -= kSize;
  return word;
}

/// "U.N.'s": the dot keeps UAX #29 from joining the ending.
bool WordWriter::ends_last(ByteSpan word) const {
  if (out_.tokens.empty() || !out_.tokens.back().abbreviation || text_[last_end_ - 1] != '.') {
    return false;
  }
  const std::size_t size = word.end - last_end_;
  return word.size_bytes() == 1 && size > 1 &&
         possessive_size(text_.substr(last_end_ - 1, size + 1)) == size;
}

void WordWriter::end_last(ByteSpan word) {
  Token& last = out_.tokens.back();
  last.full_end = origin_of(word).end;
  out_.folded += "'s";
  last.full_folded_end = narrow(out_.folded.size());
  last_end_ = word.end;
}

void WordWriter::fold(ByteSpan word, std::uint32_t ending, Token& token) {
  folded_.clear();
  fold_into(folded_, ByteSpan{word.begin, word.end - ending}.of(text_));
  if (token.abbreviation) std::erase(folded_, '.');
  token.folded_begin = narrow(out_.folded.size());
  out_.folded += folded_;
  token.folded_end = narrow(out_.folded.size());
  if (ending > 0) out_.folded += "'s";
  token.full_folded_end = narrow(out_.folded.size());
}

Gap WordWriter::read_gap(ByteSpan word, std::string_view folded) {
  const Token& last = out_.tokens.back();
  const auto marks = text_.substr(last_end_, word.begin - last_end_);
  const bool dotted = text_[last_end_ - 1] == '.';
  const auto [gap, stop] = read_between(marks, dotted);
  if (gap == Gap::Paragraph) ++paragraph_;
  const WordBefore before{out_.folded_of(last), last.capitalised, last.abbreviation,
                          last.gap == Gap::Paragraph};
  if (gap == Gap::Paragraph || ends_sentence(stop, before, {folded, text_.substr(word.begin)})) {
    ++sentence_;
  }
  return gap;
}

}  // namespace newswatch::text
