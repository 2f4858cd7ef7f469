#include "alerts/suppressed.h"

#include <nlohmann/json.hpp>

namespace newswatch::alerts {

std::string_view name_of(SuppressReason reason) {
  constexpr std::array<std::string_view, kSuppressReasons> kNames = {
      "copy", "not_first", "below_threshold", "throttled", "quiet_hours", "digest"};
  return kNames[static_cast<std::size_t>(reason)];
}

nlohmann::ordered_json suppressed_json(const Suppressed& suppressed) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < kSuppressReasons; ++i) {
    const auto reason = static_cast<SuppressReason>(i);
    if (suppressed.of(reason) > 0) json[std::string(name_of(reason))] = suppressed.of(reason);
  }
  return json;
}

}  // namespace newswatch::alerts
