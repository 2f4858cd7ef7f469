#pragma once

#include <chrono>
#include <functional>
#include <stop_token>

#include "base/record.h"
#include "base/result.h"
#include "consumers/source.h"
#include "daemon/pipeline/batch_report.h"

namespace newswatch::daemon {

/// What a pipeline does with its records. One thread calls it.
class Stage {
 public:
  /// Longest wait inside one call: longer ones would let the group take this member for dead.
  static constexpr std::chrono::milliseconds kOneTry{1000};

  virtual ~Stage() = default;

  /// Before the first poll. Errors: `Unavailable`, `Refused` (call again); others are final.
  virtual Result<void> prepare(std::chrono::milliseconds wait) = 0;

  /// Told before the first record of a batch: which partitions came and went. Takes over what is
  /// known of those that came, however long the brokers take, and calls `keep_alive` now and then.
  /// Errors: `Fatal`, and what can't be read and never will be.
  virtual Result<void> follow(const consumers::AssignmentNews& news,
                              const std::function<void()>& keep_alive,
                              const std::stop_token& stop) = 0;

  virtual void begin_batch() = 0;
  /// Hands over what comes of a record that is neither a tombstone nor empty. Errors: of the sink.
  virtual Result<void> handle(const Record& record, BatchReport& report) = 0;
  /// Hands over what waited for the end of the batch, or for a turn without one. Errors: of the
  /// sink.
  virtual Result<void> end_batch(BatchReport& report) = 0;

  /// What was handed over is safe.
  virtual void committed() = 0;
  /// It never will be: the records come again.
  virtual void undone() = 0;
};

}  // namespace newswatch::daemon
