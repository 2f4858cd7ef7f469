#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newswatch {

/// @return the byte at which `text` stops being UTF-8, or nothing when all of it is. Source: RFC
/// 3629.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// @return `text` with U+FFFD for what is not UTF-8: one for each ill-formed sequence. Source: the
/// Unicode Standard, 3.9, "U+FFFD Substitution of Maximal Subparts".
std::string with_valid_utf8(std::string_view text);

/// @return whether a byte of UTF-8 begins a character.
constexpr bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

/// @return whether `text` has a character that Unicode counts as a letter. `text` must be UTF-8.
bool has_letter(std::string_view text);

/// @return whether `text` has a character that Unicode counts as a letter or digit. `text` must be
/// UTF-8.
bool has_letter_or_digit(std::string_view text);

/// @return whether `text` is empty or holds nothing but Unicode white space and control characters.
///         `text` must be UTF-8.
bool is_blank(std::string_view text);

}  // namespace newswatch
