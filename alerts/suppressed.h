#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newswatch::alerts {

/// Why a match did not alert at once.
enum class SuppressReason : std::uint8_t {
  Copy,            ///< It copies another article, and the rule wants no copies.
  NotFirst,        ///< The rule wants the first article of a story alone.
  BelowThreshold,  ///< Too few came so close together.
  Throttled,       ///< Enough alerts went out.
  QuietHours,      ///< Held until they end: a digest tells of it, and no count.
  Digest,          ///< Likewise.
};
inline constexpr std::size_t kSuppressReasons = 6;

/// @return the name in alerts and metrics: `copy`, `not_first`, `below_threshold`, `throttled`,
/// `quiet_hours`, `digest`.
std::string_view name_of(SuppressReason reason);

/// How many matches a rule kept back since its last alert, by reason.
class Suppressed {
 public:
  void add(SuppressReason reason, std::uint64_t count = 1) { counts_[index(reason)] += count; }
  void add(const Suppressed& other) {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  }
  std::uint64_t of(SuppressReason reason) const { return counts_[index(reason)]; }
  bool is_empty() const { return *this == Suppressed(); }

  bool operator==(const Suppressed&) const = default;

 private:
  static std::size_t index(SuppressReason reason) { return static_cast<std::size_t>(reason); }

  std::array<std::uint64_t, kSuppressReasons> counts_{};
};

class JsonText;

/// `"suppressed": {"copy": 3, …}`, without reasons that did not come up; nothing where none did.
void put_suppressed(JsonText& json, const Suppressed& suppressed);

}  // namespace newswatch::alerts
