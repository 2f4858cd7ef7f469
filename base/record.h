#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/timestamp.h"

namespace newswatch {

/// Where a record came from: a Kafka topic, partition and offset; or a file (`topic` is its path),
/// partition 0 and the line, counted from 1.
struct Origin {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
};

/// One record as it arrived, not yet looked into.
struct Record {
  Origin origin;
  std::string key;
  std::string payload;        ///< Untouched bytes.
  bool is_tombstone = false;  ///< No payload at all, which Kafka tells from an empty one.
  std::optional<Timestamp> received_at;  ///< The record's own timestamp; absent for files.
  std::string traceparent;               ///< W3C trace context from the record's headers, or empty.
};

}  // namespace newswatch
