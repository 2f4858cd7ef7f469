#pragma once

#include <cstdint>

namespace newswatch {

/// Two 64-bit words folded by one multiplication. Source: wyhash (Wang Yi), its mixing step.
inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace newswatch
