#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string_view>

#include "base/error.h"

namespace newswatch::publishers {

/// Why something could not be published at the first try. A closed list: the values of a metric's
/// label.
enum class PublishError {
  TimedOut,
  Transport,  ///< No connection to the broker.
  NotEnoughReplicas,
  Refused,
  UnknownTopic,
  TooLarge,
  Fatal,
  Io,  ///< A file.
  Other,
};

inline constexpr std::array kPublishErrors{
    PublishError::TimedOut, PublishError::Transport,    PublishError::NotEnoughReplicas,
    PublishError::Refused,  PublishError::UnknownTopic, PublishError::TooLarge,
    PublishError::Fatal,    PublishError::Io,           PublishError::Other};

/// @return the label's value: snake_case, as in `timed_out`.
std::string_view name_of(PublishError reason);

/// What a sink did since it was asked last.
struct SinkCounts {
  std::uint64_t alerts = 0;                         ///< Safely published.
  std::uint64_t near_misses = 0;                    ///< Safely published.
  std::uint64_t annotations = 0;                    ///< Safely published.
  std::uint64_t annotations_too_large = 0;          ///< Sent without findings, if at all.
  std::map<ErrorCode, std::uint64_t> dead_letters;  ///< Safely published.
  std::map<PublishError, std::uint64_t> errors;     ///< Failed tries.
};

}  // namespace newswatch::publishers
