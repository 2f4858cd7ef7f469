#include "alerts/suppressed.h"

#include "alerts/json_text.h"

namespace newswatch::alerts {

std::string_view name_of(SuppressReason reason) {
  constexpr std::array<std::string_view, kSuppressReasons> kNames = {
      "copy", "not_first", "below_threshold", "throttled", "quiet_hours", "digest"};
  return kNames[static_cast<std::size_t>(reason)];
}

void put_suppressed(JsonText& json, const Suppressed& suppressed) {
  if (suppressed.is_empty()) return;
  json.object("suppressed", [&] {
    for (std::size_t i = 0; i < kSuppressReasons; ++i) {
      const auto reason = static_cast<SuppressReason>(i);
      if (suppressed.of(reason) > 0) json.number(name_of(reason), suppressed.of(reason));
    }
  });
}

}  // namespace newswatch::alerts
