#pragma once

#include <array>
#include <cstdint>
#include <fstream>
#include <iosfwd>
#include <ostream>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/replay/checkpoint.h"

namespace newswatch::daemon {

/// Where a replay writes. Paths may be empty: alerts go to the standard output then, the rest
/// nowhere.
struct ReplayPaths {
  std::string alerts;
  std::string dead_letters;
  std::string near_misses;
  std::string annotations;
};

/// The files that a replay writes, new, or as an earlier one left them.
class ReplayFiles {
 public:
  explicit ReplayFiles(ReplayPaths paths);

  /// Opens them to be written anew, or, with `earlier`, behind what was written when that was kept:
  /// what came after it comes again.
  /// @param in_use  files that are read.
  /// Errors: `Io`, for a file in use twice, too.
  Result<void> open(const std::vector<std::string>& in_use, const Checkpoint* earlier);

  std::ostream& alerts() {
    return files_[0].stream.is_open() ? files_[0].stream : standard_output_;
  }
  /// Null where nobody asked for them.
  std::ostream* dead_letters() { return stream(1); }
  std::ostream* near_misses() { return stream(2); }
  std::ostream* annotations() { return stream(3); }

  /// @return the bytes in each, in the order of `ReplayPaths`; 0 where there is no file.
  std::array<std::uint64_t, 4> written();

 private:
  struct File {
    std::string path;
    std::ofstream stream;
  };

  std::ostream* stream(std::size_t i) {
    return files_[i].stream.is_open() ? &files_[i].stream : nullptr;
  }

  std::array<File, 4> files_;
  std::ostream& standard_output_;
};

}  // namespace newswatch::daemon
