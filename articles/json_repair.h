#pragma once

#include <span>
#include <string_view>

namespace newswatch::articles {

/// What stands in the place of a number that fits no machine type. It is no date and no integer,
/// whatever field it stands in, and the shortest number too large has as many characters.
constexpr std::string_view kBlankedNumber = "1e300";

/// simdjson refuses numbers that fit no machine type (1e999, a hundred digits), which JSON allows.
/// Writes `kBlankedNumber` and blanks over each number of `json` that is well formed and fits none;
/// malformed ones stay and are refused, all others keep their value.
/// @return whether anything was written.
bool blank_large_numbers(std::span<char> json);

/// @return whether an escape names half a surrogate pair, which stands for no character.
/// simdjson 3.0 lets the second
///         half pass. `json` need not be valid. Source: RFC 8259 §8.2.
bool has_lone_surrogate(std::string_view json);

}  // namespace newswatch::articles
