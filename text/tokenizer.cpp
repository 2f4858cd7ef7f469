#include "text/tokenizer.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string>

#include "text/markup.h"
#include "text/word_writer.h"

namespace newswatch::text {
namespace {

constexpr bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }
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

// What a byte of ASCII is to a word.
enum : std::uint8_t { kParts, kPlain, kMark };

/// Letters and digits, and the marks that may join them, an underscore among them.
constexpr auto kByteKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (int c = 0; c < 128; ++c) {
    const char character = static_cast<char>(c);
    if (is_letter(character) || is_digit(character)) kinds[static_cast<std::size_t>(c)] = kPlain;
  }
  for (const char mark : std::string_view("'.,;_")) kinds[static_cast<std::size_t>(mark)] = kMark;
  return kinds;
}();
std::uint8_t kind_of(char c) { return kByteKinds[static_cast<unsigned char>(c)]; }

/// Finds the words of a run of ASCII without blanks.
void split_ascii(std::string_view run, std::uint32_t at, WordWriter& writer) {
  for (std::size_t i = 0; i < run.size();) {
    if (!is_word(run[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < run.size() && kind_of(run[i]) == kPlain) ++i;
    const std::size_t plain_end = i;
    while (i < run.size() && (is_word(run[i]) || joins(run, i))) ++i;
    const ByteSpan word{at + narrow(begin), at + narrow(i)};
    // A letter alone may be an initial, or end the word before it.
    if (i == plain_end && i > begin + 1) {
      writer.add_plain(word);
    } else {
      writer.add(word);
    }
  }
}

/// Most words stand between blanks, some with one mark behind them.
/// @return the size of the word of at least two ASCII letters and digits that is the whole run but
/// for one mark at its end; 0 where it is none.
std::size_t simple_word_size(std::string_view run, std::uint64_t not_alphanumeric) {
  if (run.size() < 2 || run.size() > 64) return 0;
  const std::uint64_t others = not_alphanumeric & (~std::uint64_t{0} >> (64 - run.size()));
  if (others == 0) return run.size();
  const bool one_mark = others == std::uint64_t{1} << (run.size() - 1) && run.size() > 2;
  return one_mark && is_ascii(run.back()) && run.back() != '_' ? run.size() - 1 : 0;
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

Tokenizer::Tokenizer() = default;
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::tokenize(std::string_view field, Tokens& out) {
  out.field = field;
  out.tokens.clear();
  const std::optional<PlainText> plain = strip_markup(field);
  const std::string_view text = plain ? std::string_view(plain->text) : field;
  masks_.read(text, out.folded);
  WordWriter writer(text, plain ? &*plain : nullptr, out);
  masks_.for_each_run([&](std::size_t begin, std::size_t end) {
    const auto run = text.substr(begin, end - begin);
    if (const auto size = simple_word_size(run, masks_.not_alphanumeric(begin)); size > 0) {
      writer.add_plain({narrow(begin), narrow(begin + size)});
    } else if (std::ranges::all_of(run, is_ascii)) {
      split_ascii(run, narrow(begin), writer);
    } else {
      if (!word_breaks_) word_breaks_ = std::make_unique<WordBreaks>();
      word_breaks_->split(run, narrow(begin), writer);
    }
  });
}

}  // namespace newswatch::text
