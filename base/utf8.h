#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace newswatch {

/// @return the byte at which `text` stops being UTF-8, or nothing when all of it is. Source: RFC
/// 3629.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// @return whether `text` is empty or holds nothing but Unicode white space and control characters.
///         `text` must be UTF-8.
bool is_blank(std::string_view text);

}  // namespace newswatch
