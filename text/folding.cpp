#include "text/folding.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdlib>

#include "base/ascii.h"

namespace newswatch::text {
namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* instance = get(status);
  // ICU carries this data inside its library: without it no word could be compared.
  if (U_FAILURE(status)) std::abort();
  return *instance;
}

/// Marks that only vary a letter. Blocks of combining marks as named in the Unicode charts.
bool is_accent(UChar32 c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0483 && c <= 0x0487) ||  // general, Cyrillic
         (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) ||  // Hebrew, Arabic
         c == 0x0670 || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF);
}

/// Letters that carry their stroke in themselves, so that no normalisation form takes it off.
std::string_view plain_letters(UChar32 c) {
  switch (c) {
    case 0x00E6:
      return "ae";
    case 0x00F0:
      return "d";
    case 0x00F8:
      return "o";
    case 0x00FE:
      return "th";
    case 0x0111:
      return "d";
    case 0x0127:
      return "h";
    case 0x0131:
      return "i";
    case 0x0142:
      return "l";
    case 0x0153:
      return "oe";
    case 0x02BC:  // modifier letter apostrophe
    case 0x2018:
    case 0x2019:
      return "'";
    default:
      return {};
  }
}

icu::UnicodeString normalized(const icu::Normalizer2& form, const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  auto result = form.normalize(text, status);
  return U_SUCCESS(status) ? result : text;  // fails only without memory or on unset strings
}

}  // namespace

void fold_into(std::string& out, std::string_view word) {
  if (is_ascii(word)) {
    std::ranges::transform(word, std::back_inserter(out), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return;
  }
  static const auto& casefold = normalizer(&icu::Normalizer2::getNFKCCasefoldInstance);
  static const auto& decompose = normalizer(&icu::Normalizer2::getNFDInstance);
  static const auto& compose = normalizer(&icu::Normalizer2::getNFCInstance);
  const icu::StringPiece bytes(word.data(), static_cast<std::int32_t>(word.size()));
  const auto marked =
      normalized(decompose, normalized(casefold, icu::UnicodeString::fromUTF8(bytes)));
  icu::UnicodeString plain;
  for (std::int32_t i = 0; i < marked.length(); i = marked.moveIndex32(i, 1)) {
    const UChar32 c = marked.char32At(i);
    if (const auto letters = plain_letters(c); !letters.empty()) {
      plain.append(icu::UnicodeString::fromUTF8(
          icu::StringPiece(letters.data(), static_cast<std::int32_t>(letters.size()))));
    } else if (!is_accent(c)) {
      plain.append(c);
    }
  }
  normalized(compose, plain).toUTF8String(out);
}

std::string fold(std::string_view word) {
  std::string folded;
  fold_into(folded, word);
  return folded;
}

}  // namespace newswatch::text
