#include "correlation/throttling/decision.h"
#include "tests/fuzz/fuzz_input.h"

namespace newswatch {
namespace {

using correlation::ThrottleEntry;

rules::AlertOptions options() {
  rules::AlertOptions options{.alert_on = rules::AlertOn::Updates,
                              .copies = rules::Copies::Update,
                              .threshold = rules::Threshold{3, std::chrono::hours(1)}};
  auto zone = rules::TimeZone::named("Europe/Paris");
  fuzz::require(zone.has_value(), "there is a time in Paris");
  options.quiet_hours =
      std::make_shared<rules::QuietHours>(std::chrono::hours(22), std::chrono::hours(6), *zone);
  return options;
}

void check(const ThrottleEntry& entry) {
  const auto read = correlation::decode_throttle_entry(encode(entry));
  fuzz::require(read && *read == entry, "an entry is read as it was written");
}

}  // namespace
}  // namespace newswatch

// The binary form of what a rule remembers: whatever it says, it can be gone on with.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  static const rules::AlertOptions kQuiet = options();
  static const rules::AlertOptions kThrottle{.throttle = rules::Throttle{5, std::chrono::hours(1)}};
  static const rules::AlertOptions kDigest{.digest_every = std::chrono::hours(6)};
  const auto entry = correlation::decode_throttle_entry(fuzz::text_of(data, size));
  if (!entry) return 0;
  check(*entry);
  const Timestamp now = entry->clock + std::chrono::hours(1);
  if (now >= std::chrono::sys_days(std::chrono::year(9999) / 1 / 1)) return 0;
  if (const auto digest = due(*entry, now)) check(digest->after);
  for (const auto* options : {&kQuiet, &kThrottle, &kDigest}) {
    for (const auto role : {alerts::StoryRole::First, alerts::StoryRole::Copy}) {
      const correlation::RaisedAlert alert{
          .role = role,
          .story = "s",
          .item = {.alert_id = "i", .article = ArticleId("a"), .url = "", .title = "t"}};
      check(decide(*options, *entry, alert, now).after);
    }
  }
  return 0;
}
