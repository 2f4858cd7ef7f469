#include "text/tokenizer.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "text/folding.h"
#include "text/markup.h"

namespace newswatch::text {
namespace {

bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::uint32_t narrow(std::size_t size) { return static_cast<std::uint32_t>(size); }

/// UAX #29 rules WB6, WB7, WB11 and WB12 for ASCII: whether the mark at `i` joins what stands on
/// its two sides.
bool joins(std::string_view run, std::size_t i) {
  if (i == 0 || i + 1 >= run.size()) return false;
  const char before = run[i - 1], mark = run[i], after = run[i + 1];
  if (mark == '\'' || mark == '.') {
    return (is_letter(before) && is_letter(after)) || (is_digit(before) && is_digit(after));
  }
  return (mark == ',' || mark == ';') && is_digit(before) && is_digit(after);
}

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

/// UAX #29 counts an underscore and the modifier letter apostrophe, and characters that leave
/// nothing when folded, as letters; alone they are no word.
bool is_readable(std::string_view folded) {
  return folded.find_first_not_of("_' ") != std::string_view::npos;
}

/// Marks behind which a line break ends the paragraph; behind others the line was merely wrapped.
bool ends_sentence(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_S_TERM) || c == ':' || c == '"' || c == ')' || c == ']' ||
         u_charType(c) == U_FINAL_PUNCTUATION || u_charType(c) == U_END_PUNCTUATION;
}

bool is_hyphen(UChar32 c) { return c == '/' || u_hasBinaryProperty(c, UCHAR_DASH); }

/// Reads what stands between two words, mark by mark.
class GapReader {
 public:
  explicit GapReader(char last_of_word) : last_mark_(static_cast<unsigned char>(last_of_word)) {}

  void read(UChar32 c) {
    if (c == '\n' || c == 0x85 || c == 0x2028) {
      ++line_breaks_;
      if (line_breaks_ > 1 || ends_sentence(last_mark_)) ended_ = true;
    } else if (c == 0x2029) {
      ended_ = true;
    } else if (u_isUWhiteSpace(c)) {
      blanks_ = true;
    } else if (!u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
      ++marks_;
      last_mark_ = c;
      line_breaks_ = 0;
    }
  }

  Gap gap() const {
    if (ended_) return Gap::Paragraph;
    if (marks_ == 0) return Gap::Space;
    if (marks_ == 1 && last_mark_ == '.') return Gap::Dot;
    const bool apart = blanks_ || line_breaks_ > 0;
    return marks_ == 1 && is_hyphen(last_mark_) && !apart ? Gap::Hyphen : Gap::Other;
  }

 private:
  UChar32 last_mark_;
  int marks_ = 0;
  int line_breaks_ = 0;
  bool blanks_ = false;
  bool ended_ = false;
};

/// Adds the words of one text to `out`, in order.
class Writer {
 public:
  /// @param plain  the text without markup, or nothing when `text` is the field itself.
  Writer(std::string_view text, const PlainText* plain, Tokens& out)
      : text_(text), plain_(plain), out_(out) {}

  /// @param word  a stretch of the text behind the last one.
  void add(ByteSpan word) {
    word = without_outer_apostrophes(word);
    if (ends_last(word)) return end_last(word);
    Token token;
    const auto ending = narrow(possessive_size(word.of(text_)));
    token.abbreviation = is_dotted_letters(ByteSpan{word.begin, word.end - ending}.of(text_));
    const bool dot_follows = word.end < text_.size() && text_[word.end] == '.';
    if (token.abbreviation && ending == 0 && dot_follows) ++word.end;
    fold(word, ending, token);
    if (!is_readable(out_.folded_of(token))) return out_.folded.resize(token.folded_begin);
    token.gap = out_.tokens.empty() ? Gap::Paragraph : gap_before(word);
    if (token.gap == Gap::Paragraph && !out_.tokens.empty()) ++paragraph_;
    token.paragraph = paragraph_;
    token.capitalised = begins_large(word.of(text_));

    token.span = origin_of({word.begin, word.end - ending});
    token.full_end = ending == 0 ? token.span.end : origin_of(word).end;
    out_.tokens.push_back(token);
    last_end_ = word.end;
  }

 private:
  /// Between letters it is an apostrophe like the others; UAX #29 takes it for a letter at the
  /// edges too.
  ByteSpan without_outer_apostrophes(ByteSpan word) const {
    constexpr std::string_view kModifierApostrophe = "\u02BC";
    constexpr auto kSize = static_cast<std::uint32_t>(kModifierApostrophe.size());
    while (word.of(text_).starts_with(kModifierApostrophe)) word.begin += kSize;
    while (word.of(text_).ends_with(kModifierApostrophe)) word.end -= kSize;
    return word;
  }

  /// "U.N.'s": the dot keeps UAX #29 from joining the ending.
  bool ends_last(ByteSpan word) const {
    if (out_.tokens.empty() || !out_.tokens.back().abbreviation || text_[last_end_ - 1] != '.') {
      return false;
    }
    const std::size_t size = word.end - last_end_;
    return word.size_bytes() == 1 && size > 1 &&
           possessive_size(text_.substr(last_end_ - 1, size + 1)) == size;
  }

  void end_last(ByteSpan word) {
    Token& last = out_.tokens.back();
    last.full_end = origin_of(word).end;
    out_.folded += "'s";
    last.full_folded_end = narrow(out_.folded.size());
    last_end_ = word.end;
  }

  ByteSpan origin_of(ByteSpan span) const { return plain_ ? plain_->origin_of(span) : span; }

  Gap gap_before(ByteSpan word) const {
    const auto between = text_.substr(last_end_, word.begin - last_end_);
    if (between == " ") return Gap::Space;  // by far the most frequent
    GapReader reader(text_[last_end_ - 1] == '.' ? '.' : ' ');
    for (std::size_t at = 0; at < between.size();) {
      UChar32 c = 0;
      U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(between.data()), at, between.size(), c);
      reader.read(c);
    }
    return reader.gap();
  }

  void fold(ByteSpan word, std::uint32_t ending, Token& token) {
    token.folded_begin = narrow(out_.folded.size());
    fold_into(out_.folded, ByteSpan{word.begin, word.end - ending}.of(text_));
    if (token.abbreviation) {
      const auto begin = out_.folded.begin() + token.folded_begin;
      out_.folded.erase(std::remove(begin, out_.folded.end(), '.'), out_.folded.end());
    }
    token.folded_end = narrow(out_.folded.size());
    if (ending > 0) out_.folded += "'s";
    token.full_folded_end = narrow(out_.folded.size());
  }

  std::string_view text_;
  const PlainText* plain_;
  Tokens& out_;
  std::uint32_t last_end_ = 0;
  std::uint32_t paragraph_ = 0;
};

/// Finds the words of a run of ASCII without blanks.
void split_ascii(std::string_view run, std::uint32_t at, Writer& writer) {
  for (std::size_t i = 0; i < run.size();) {
    if (!is_word(run[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < run.size() && (is_word(run[i]) || joins(run, i))) ++i;
    writer.add({at + narrow(begin), at + narrow(i)});
  }
}

}  // namespace

struct Tokenizer::WordBreaks {
  std::unique_ptr<icu::BreakIterator> iterator;
  UText text = UTEXT_INITIALIZER;

  WordBreaks() {
    UErrorCode status = U_ZERO_ERROR;
    iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    // ICU carries the rules inside its data library: without them nothing can be read.
    if (U_FAILURE(status)) std::abort();
  }
  ~WordBreaks() { utext_close(&text); }
  WordBreaks(const WordBreaks&) = delete;
  WordBreaks& operator=(const WordBreaks&) = delete;

  /// Finds the words of a run without ASCII blanks.
  void split(std::string_view run, std::uint32_t at, Writer& writer) {
    readable_ = run;
    for (char& c : readable_) c = joins_in_some_versions(c) ? '!' : c;
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text, readable_.data(), static_cast<std::int64_t>(run.size()), &status);
    iterator->setText(&text, status);
    if (U_FAILURE(status)) std::abort();  // only without memory
    std::int32_t begin = iterator->first();
    for (auto end = iterator->next(); end != icu::BreakIterator::DONE;
         begin = end, end = iterator->next()) {
      if (iterator->getRuleStatus() < UBRK_WORD_NONE_LIMIT) continue;
      writer.add({at + static_cast<std::uint32_t>(begin), at + static_cast<std::uint32_t>(end)});
    }
  }

 private:
  /// Unicode 15.1 took the colon from the marks that join letters, and ICU 72 alone counts @ as a
  /// letter. The same here, whichever is installed: both part words.
  static bool joins_in_some_versions(char c) { return c == ':' || c == '@'; }

  std::string readable_;  ///< The run without those.
};

Tokenizer::Tokenizer() : word_breaks_(std::make_unique<WordBreaks>()) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::tokenize(std::string_view field, Tokens& out) {
  out.field = field;
  out.tokens.clear();
  out.folded.clear();
  const std::optional<PlainText> plain = strip_markup(field);
  const std::string_view text = plain ? std::string_view(plain->text) : field;
  Writer writer(text, plain ? &*plain : nullptr, out);
  for (std::size_t i = 0; i < text.size();) {
    if (is_blank(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    bool ascii = true;
    for (; i < text.size() && !is_blank(text[i]); ++i) ascii = ascii && is_ascii(text[i]);
    const auto run = text.substr(begin, i - begin);
    if (ascii) {
      split_ascii(run, narrow(begin), writer);
    } else {
      word_breaks_->split(run, narrow(begin), writer);
    }
  }
}

}  // namespace newswatch::text
