#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "daemon/replay/checkpoint.h"

namespace newswatch::daemon {

/// What a replay is asked for: what kind of thing, as people call it, and a digest of it.
using Request = std::vector<std::pair<std::string, std::string>>;

/// @return a digest of the names and contents of files; those that can't be read count as empty.
std::string digest_of_files(const std::vector<std::string>& paths);

/// The file in which a replay keeps where to go on.
class KeptPlace {
 public:
  /// @param path  empty: nothing is kept.
  KeptPlace(std::string path, Request request)
      : path_(std::move(path)), request_(std::move(request)) {}

  bool is_kept() const { return !path_.empty(); }

  /// @param can_cut  whether alerts behind the checkpoint can be cut off.
  /// @return the earlier checkpoint, or nothing where there is none. Errors: `Io`; `WrongType` for
  /// another kind of file, for the checkpoint of a replay that was asked for something else, and
  /// for one behind which alerts may have been written that can't be cut off.
  Result<std::optional<Checkpoint>> read(bool can_cut) const;

  /// Errors: `Io`.
  Result<void> write(Checkpoint checkpoint) const;
  /// Errors: `Io`.
  Result<void> remove() const;

 private:
  Unexpected complain(ErrorCode code, const std::string& what) const;

  std::string path_;
  Request request_;
};

}  // namespace newswatch::daemon
