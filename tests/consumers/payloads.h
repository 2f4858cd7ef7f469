#pragma once

#include <string>
#include <vector>

#include "base/record.h"

namespace newswatch::consumers {

inline std::vector<std::string> payloads(const std::vector<Record>& records) {
  std::vector<std::string> all;
  for (const auto& record : records) all.push_back(record.payload);
  return all;
}

}  // namespace newswatch::consumers
