#pragma once

#include <chrono>
#include <string>

#include "base/record.h"
#include "base/result.h"
#include "kafka/producer.h"

namespace newswatch::publishers {

/// Where one stage puts what the other goes on with, and what it must know after a restart: with
/// the same promise as the alerts of the same `Sink`.
class StageSink {
 public:
  virtual ~StageSink() = default;

  /// Hands over a message about `record`; one that is too large becomes a dead letter of it.
  /// @param identity  of the message, the same each time that the record is handled.
  /// Errors: `Fatal`.
  virtual Result<void> pass_on(kafka::OutgoingMessage message, std::string identity,
                               const Record& record) = 0;

  /// @return how many partitions a topic has. Errors: `Unavailable`, `Refused`.
  virtual Result<int> count_partitions(const std::string& topic,
                                       std::chrono::milliseconds wait) = 0;

  /// Hands over a message that must be taken as it is. Errors: `Fatal`.
  virtual Result<void> keep(kafka::OutgoingMessage message) = 0;
};

}  // namespace newswatch::publishers
