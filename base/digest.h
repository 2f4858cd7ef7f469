#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswatch {

/// @return the first 128 bits of SHA-256 over `parts`, as 32 hexadecimal digits. Each part enters
/// with its length,
///         so that ("ab", "c") and ("a", "bc") differ. Cryptographic, since articles come from
///         strangers: with a weak hash one could craft an article whose alert looks like another's
///         copy. Source: FIPS 180-4.
std::string digest(const std::vector<std::string_view>& parts);

}  // namespace newswatch
