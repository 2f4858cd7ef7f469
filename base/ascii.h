#pragma once

#include <string>
#include <string_view>

namespace newswatch {

/// @return whether `text` has no bytes but those of ASCII.
bool is_ascii(std::string_view text);

/// @return `text` with ASCII letters in lower case; all other bytes stay.
std::string ascii_lower(std::string_view text);

/// @return `text` with ASCII letters in upper case; all other bytes stay.
std::string ascii_upper(std::string_view text);

}  // namespace newswatch
