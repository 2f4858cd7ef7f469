#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace newswatch::daemon {

/// How the daemon is at one moment, for one line.
struct Overview {
  bool is_draining = false;
  std::optional<std::string> complaint = {};  ///< Why it is not ready.
  std::size_t rules = 0;
  std::string about_rules = {};   ///< For example that the last reload failed; mostly empty.
  std::uint64_t articles = 0;     ///< Since the start.
  std::uint64_t alerts = 0;       ///< Likewise.
  std::uint64_t lag_records = 0;  ///< That wait in Kafka.
  double lag_seconds = 0;         ///< How old those are that are being worked on; 0 when none wait.
};

/// @param before   the overview so long ago: rates are means over the time between.
/// @return for example "ready; 512.3 articles/s, 0.4 alerts/s, 0 records waiting, 160 rules".
std::string to_line(const Overview& before, const Overview& now, std::chrono::duration<double> ago);

}  // namespace newswatch::daemon
