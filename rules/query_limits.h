#pragma once

#include <cstdint>

namespace newswatch::rules {

/// Words between the sides of `NEAR`, or inside a phrase with `~`.
inline constexpr std::uint32_t kLongestDistance = 1000;
/// Of a weight, and of a score's threshold, either way.
inline constexpr std::int32_t kMostPoints = 100'000;

}  // namespace newswatch::rules
