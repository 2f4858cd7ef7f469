#pragma once

#include <string>
#include <vector>

namespace newswatch::detectors {

/// What detectors must know beside the rules.
struct DetectorOptions {
  std::vector<std::string> metadata = {};  ///< Names of mapped fields that queries may ask for.
};

}  // namespace newswatch::detectors
