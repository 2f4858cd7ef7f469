#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "base/record.h"
#include "base/result.h"
#include "kafka/topic_partition.h"

namespace newswatch::consumers {

/// A place in a source that was skipped: its bytes can't be had.
struct CorruptRecord {
  Origin origin;
  Error why;  ///< `CorruptBatch`.
};

/// Which partitions a source has come to read since it was asked last, and which it has not any
/// more. One that went and came back is in both: what was known of it may be old.
struct AssignmentNews {
  std::vector<kafka::TopicPartition> lost;
  std::vector<kafka::TopicPartition> gained;
};

/// Where records come from. One source serves one pipeline thread, which alone calls it.
class Source {
 public:
  virtual ~Source() = default;

  /// Waits up to `wait` for the first record, then takes those that are there already, up to
  /// `most`.
  /// @param batch  emptied and filled; may stay empty. Errors: `Refused` (a right is missing: go on
  /// polling, it may be
  ///               granted), `Unavailable` (will heal), `Fatal` (this process can't go on), `Io` (a
  ///               file).
  virtual Result<void> poll(std::vector<Record>& batch, std::size_t most,
                            std::chrono::milliseconds wait) = 0;

  /// Marks everything that `poll` returned so far as done, so that no restart brings it again. Call
  /// only once all that came of it is safely published. Errors as `poll`; after `Unavailable` the
  /// records may come again.
  virtual Result<void> commit() = 0;

  /// The same without waiting for the answer: a later call repeats what failed, and has its error.
  /// For whoever can do some records again.
  virtual Result<void> commit_soon() { return commit(); }

  /// @return what changed up to the last `poll`, whose batch is of the partitions that are left.
  virtual AssignmentNews take_assignment_news() { return {}; }

  /// @return what was skipped since the last call because it can't be read at all.
  virtual std::vector<CorruptRecord> take_corrupt() { return {}; }

  /// Called while the pipeline can't go on (the broker takes no alerts), at least every few
  /// seconds: keeps the place in the group without taking records.
  virtual void keep_alive() = 0;

  /// @return whether a file source has come to its end; a stream never does.
  virtual bool at_end() const = 0;

  /// Leaves the group, or closes the file. Nothing else may be called after it.
  virtual void close() = 0;
};

}  // namespace newswatch::consumers
