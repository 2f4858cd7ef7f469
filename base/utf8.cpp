#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace newswatch {
namespace {

/// @return whether `text` has a character that `is_one` accepts.
template <typename Predicate>
bool has_any(std::string_view text, Predicate is_one) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, text.size(), code_point);
    if (is_one(code_point)) return true;
  }
  return false;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, text.size(), code_point);
    if (code_point < 0) return start;
  }
  return std::nullopt;
}

std::string with_valid_utf8(std::string_view text) {
  constexpr std::string_view kReplacement = "\uFFFD";
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::string valid;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, text.size(), code_point);
    valid += code_point < 0 ? kReplacement : text.substr(start, at - start);
  }
  return valid;
}

bool has_letter(std::string_view text) { return has_any(text, u_isalpha); }

bool has_letter_or_digit(std::string_view text) { return has_any(text, u_isalnum); }

bool is_blank(std::string_view text) {
  return !has_any(text, [](UChar32 code_point) {
    return u_isUWhiteSpace(code_point) == 0 && u_iscntrl(code_point) == 0;
  });
}

}  // namespace newswatch
