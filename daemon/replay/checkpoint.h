#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace newswatch::daemon {

/// What a replay came to so far.
struct ReplayTotals {
  std::uint64_t articles = 0;
  std::uint64_t alerts = 0;
  std::uint64_t near_misses = 0;
  std::uint64_t annotations = 0;
  std::uint64_t dead_letters = 0;
  bool complete = true;  ///< Every file could be read to its end.

  bool operator==(const ReplayTotals&) const = default;
};

/// How far a replay has come, and all that it needs to go on from there.
struct Checkpoint {
  /// What it was asked for: what kind of thing, and a digest of it, or empty.
  std::vector<std::pair<std::string, std::string>> asked = {};
  std::string position = {};  ///< Of the source.
  bool is_final = false;      ///< Nothing was written behind it.
  /// Sizes of the files that are written, in the order of the replay's options; 0 for none.
  std::array<std::uint64_t, 4> written = {};
  ReplayTotals totals = {};
  std::vector<std::string> volumes = {};          ///< Counted, and not told yet, as messages.
  std::map<std::string, std::string> state = {};  ///< Of correlation, by key.

  bool operator==(const Checkpoint&) const = default;
};

/// @return the binary form; it begins with its version.
std::string encode(const Checkpoint& checkpoint);
/// Reads what `encode` wrote. Errors: `WrongType` for all other bytes.
Result<Checkpoint> decode_checkpoint(std::string_view bytes);

/// Puts it in the place of the one before, whole or not at all, also where the machine goes down.
/// Errors: `Io`.
Result<void> write_checkpoint(const Checkpoint& checkpoint, const std::string& path);

}  // namespace newswatch::daemon
