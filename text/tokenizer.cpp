#include "text/tokenizer.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <cstdlib>
#include <optional>
#include <string>

#include "text/markup.h"
#include "text/word_writer.h"

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

/// Finds the words of a run of ASCII without blanks.
void split_ascii(std::string_view run, std::uint32_t at, WordWriter& writer) {
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
  void split(std::string_view run, std::uint32_t at, WordWriter& writer) {
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
  WordWriter writer(text, plain ? &*plain : nullptr, out);
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
