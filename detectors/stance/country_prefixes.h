#pragma once

#include <array>
#include <string_view>

namespace newswatch::detectors::stance {

/// What stands for a country before a hyphen and another country: "Sino-American".
struct CountryPrefix {
  std::string_view folded;
  std::string_view code;
};

inline constexpr auto kCountryPrefixes = std::to_array<CountryPrefix>(
    {{"sino", "CN"}, {"russo", "RU"}, {"franco", "FR"}, {"anglo", "GB"}, {"indo", "IN"}});

}  // namespace newswatch::detectors::stance
