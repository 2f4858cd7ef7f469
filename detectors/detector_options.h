#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace newswatch::detectors {

/// What the configuration says about detectors; the rules say the rest.
struct DetectorOptions {
  std::vector<std::string> metadata = {};  ///< Names of mapped fields that queries may ask for.
  /// Whether to find all that can be found, whether or not a rule asks for it.
  bool annotate = false;
  /// Whether to tell of near misses, and how far below its threshold a score may be, in percent.
  std::optional<std::uint32_t> near_miss_margin = {};
};

}  // namespace newswatch::detectors
