#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newswatch::daemon {

/// A folder of one's own that is deleted with all that is in it.
class TemporaryFolder {
 public:
  /// Errors: `Io`.
  static Result<TemporaryFolder> create();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::move(other.path_)) {
    other.path_.clear();
  }
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;

  const std::filesystem::path& path() const { return path_; }

  /// Writes a file, with the folders above it. Errors: `Io`.
  Result<void> write(const std::filesystem::path& below, std::string_view content) const;

 private:
  explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
};

}  // namespace newswatch::daemon
