#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"
#include "correlation/surges/windows.h"

namespace newswatch::correlation {

/// The coverage of one window: new stories, and outlets that wrote on their own.
struct WindowCounts {
  std::uint16_t stories = 0;
  std::uint16_t outlets = 0;

  bool operator==(const WindowCounts&) const = default;
};

/// A story in one window.
struct SeenStory {
  std::uint32_t hash = 0;       ///< Of its id.
  std::uint32_t offset_ms = 0;  ///< Of its earliest article, from the begin of the window.
  std::string id;               ///< Empty but for the earliest of the window.

  bool operator==(const SeenStory&) const = default;
};

/// A window that may still grow, or that the one behind it looks back to.
struct OpenWindow {
  WindowNumber window = 0;
  std::vector<SeenStory> stories;      ///< Ascending by hash, at most `kMostStories`.
  std::vector<std::uint32_t> outlets;  ///< Hashes, ascending, at most `kMostStories`.

  /// Beyond, further ones are not counted: all levels are passed by then.
  static constexpr std::size_t kMostStories = 4096;
  /// The earliest stories, of which the ids are kept for the alert.
  static constexpr std::size_t kNamedStories = 20;

  bool operator==(const OpenWindow&) const = default;
};

/// All that is kept for one rule that watches for surges.
struct SurgeEntry {
  WindowLength length{1};
  WindowNumber watched_from = 0;       ///< The first window that was watched from its begin.
  WindowNumber end = 0;                ///< The window after the last that has closed.
  std::vector<WindowCounts> closed;    ///< Those before `end`, the oldest first.
  std::vector<OpenWindow> open;        ///< In order: of those from `end` - 1 on, who brought any.
  int level = 0;                       ///< The highest that was told of the latest surge.
  WindowNumber last_surge_window = 0;  ///< The last that was still unusual in that surge.

  static constexpr std::int64_t kMostClosed = 29 * 24;  ///< 28 days, and the one at hand.
  static constexpr std::size_t kMostOpen = 1000;

  bool operator==(const SurgeEntry&) const = default;
};

/// @return the binary form: some 1.3 kB for a topic with news in every hour of 28 days, 1.5 kB
/// where
///         it is hundreds, some bytes for one with none. Its first number is its version.
std::string encode(const SurgeEntry& entry);

/// Reads what `encode` wrote. Errors: `WrongType` for all other bytes.
Result<SurgeEntry> decode_surge_entry(std::string_view bytes);

}  // namespace newswatch::correlation
