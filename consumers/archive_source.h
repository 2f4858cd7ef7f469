#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "consumers/source.h"

namespace newswatch::consumers {

/// Records that were kept: they come to an end, and can be gone on with in the middle. The same
/// archive gives the same records in the same order.
class ArchiveSource : public Source {
 public:
  /// How much was read, in whatever it is told apart by best, bytes or records.
  struct Progress {
    std::uint64_t done = 0;
    std::optional<std::uint64_t> total;  ///< Nothing where it can't be known, as of a pipe.
  };
  virtual Progress progress() const = 0;

  /// @return what is read, in words that differ where it is something else.
  virtual std::string identity() const = 0;

  /// @return the place behind the last record handed out.
  virtual std::string position() const = 0;
  /// Before the first poll. @param position  of a source with the same identity.
  /// Errors: `Io`, `WrongType` for what is no position.
  virtual Result<void> skip_to(std::string_view position) = 0;
};

}  // namespace newswatch::consumers
