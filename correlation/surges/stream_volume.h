#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"
#include "correlation/surges/windows.h"

namespace newswatch::correlation {

/// What stage 1 tells of the stream: how many articles one minute of event time brought.
struct VolumeMessage {
  Timestamp minute;
  std::uint64_t articles = 0;
  Timestamp highest;  ///< Event time so far.
};

/// All that is kept of the stream: its clock, and its articles by hour. One serves all rules of a
/// partition.
struct StreamVolume {
  Timestamp clock;                   ///< The highest event time told.
  std::int64_t end = 0;              ///< The hour after the last, counted from 1970.
  std::vector<std::uint32_t> hours;  ///< Articles of the hours before `end`, the oldest first.

  /// Enough for the longest baseline, and the day for which it is fitted.
  static constexpr std::int64_t kMostHours = 30 * 24;

  bool operator==(const StreamVolume&) const = default;
};

/// Adds what a message tells. One for an hour that has closed only moves the clock: what was
/// decided of that hour must not change.
/// @param lateness  how long after its end an hour may still grow.
void add(const VolumeMessage& message, std::chrono::milliseconds lateness, StreamVolume& stream);

/// @return the articles of a window; nothing where the stream was not known yet for all of it.
std::optional<std::uint64_t> articles_of(const StreamVolume& stream, WindowNumber window,
                                         WindowLength length);

/// @return the binary form, at most some 2 kB; its first number is its version.
std::string encode(const StreamVolume& stream);

/// Reads what `encode` wrote. Errors: `WrongType` for all other bytes.
Result<StreamVolume> decode_stream_volume(std::string_view bytes);

}  // namespace newswatch::correlation
