#include "daemon/admin/overview.h"

#include <fmt/format.h>

namespace newswatch::daemon {

std::string to_line(const Overview& before, const Overview& now,
                    std::chrono::duration<double> ago) {
  std::string state = "ready";
  if (now.complaint) state = "not ready: " + *now.complaint;
  if (now.is_draining) state = "draining";
  const auto rate = [&](std::uint64_t Overview::*count) {
    return static_cast<double>(now.*count - before.*count) / ago.count();
  };
  const std::string age =
      now.lag_records == 0 ? "" : fmt::format(", {:.1f} s behind", now.lag_seconds);
  const std::string remark = now.about_rules.empty() ? "" : fmt::format(" ({})", now.about_rules);
  return fmt::format("{}; {:.1f} articles/s, {:.1f} alerts/s, {} records waiting{}, {} rules{}",
                     state, rate(&Overview::articles), rate(&Overview::alerts), now.lag_records,
                     age, now.rules, remark);
}

}  // namespace newswatch::daemon
