#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "base/record.h"
#include "base/result.h"

namespace newswatch::consumers {

/// Where articles come from. One source serves one pipeline thread, which alone calls it.
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

  /// @return the records that were skipped since the last call because they can't be read at all.
  virtual std::uint64_t take_corrupt() { return 0; }

  /// Called while the pipeline can't go on (the broker takes no alerts), at least every few
  /// seconds: keeps the place in the group without taking records.
  virtual void keep_alive() = 0;

  /// @return whether a file source has come to its end; a stream never does.
  virtual bool at_end() const = 0;

  /// Leaves the group, or closes the file. Nothing else may be called after it.
  virtual void close() = 0;
};

}  // namespace newswatch::consumers
