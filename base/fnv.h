#pragma once

#include <cstdint>
#include <string_view>

namespace newswatch {

inline constexpr std::uint64_t kFnvBasis = 0xcbf29ce484222325;

/// FNV-1a: the same on every machine and in every version, so that it may be stored. Strangers can
/// make texts of the same hash.
/// @param hash  of what stands in front, where the text goes on.
/// Source: Fowler, Noll and Vo, RFC 9923.
constexpr std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = kFnvBasis) {
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

/// @return both halves of a hash in one.
constexpr std::uint32_t folded_to_32(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

}  // namespace newswatch
