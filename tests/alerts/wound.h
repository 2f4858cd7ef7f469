#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace newswatch::alerts {

inline const nlohmann::json kRemoved = nlohmann::json(nlohmann::json::value_t::discarded);

/// One thing that makes a valid document invalid.
struct Wound {
  std::string_view name;
  std::string_view pointer;  ///< RFC 6901.
  nlohmann::json value;      ///< Put there; `kRemoved`: what stands there is taken away.

  void inflict(nlohmann::json& document) const {
    const nlohmann::json::json_pointer at{std::string(pointer)};
    if (!value.is_discarded()) {
      document[at] = value;
      return;
    }
    ASSERT_TRUE(document.contains(at));
    document.at(at.parent_pointer()).erase(at.back());
  }
};

}  // namespace newswatch::alerts
