#include "daemon/replay/replay_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <utility>

#include "daemon/replay/output_files.h"

namespace newswatch::daemon {
namespace {

namespace fs = std::filesystem;

/// Cuts off what was written behind the first `bytes`.
Result<void> cut(const std::string& path, std::uint64_t bytes) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!error && size < bytes)
    return fail(ErrorCode::Io,
                fmt::format("{}: is shorter than the replay left it: {} bytes instead of {}", path,
                            size, bytes));
  if (!error) fs::resize_file(path, bytes, error);
  if (error) return fail(ErrorCode::Io, fmt::format("{}: {}", path, error.message()));
  return {};
}

}  // namespace

ReplayFiles::ReplayFiles(ReplayPaths paths) : standard_output_(std::cout) {
  files_[0].path = std::move(paths.alerts);
  files_[1].path = std::move(paths.dead_letters);
  files_[2].path = std::move(paths.near_misses);
  files_[3].path = std::move(paths.annotations);
}

Result<void> ReplayFiles::open(const std::vector<std::string>& in_use, const Checkpoint* earlier) {
  std::vector<std::string> taken = in_use;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    auto& [path, stream] = files_[i];
    if (path.empty()) continue;
    if (auto unused = check_unused(path, taken); !unused) return unused;
    if (earlier != nullptr) {
      if (auto done = cut(path, earlier->written[i]); !done) return done;
    }
    stream.open(path, std::ios::binary | (earlier != nullptr ? std::ios::app : std::ios::trunc));
    if (!stream) return fail(ErrorCode::Io, fmt::format("{}: can't be written", path));
    taken.push_back(path);
  }
  return {};
}

std::array<std::uint64_t, 4> ReplayFiles::written() {
  std::array<std::uint64_t, 4> sizes{};
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (files_[i].stream.is_open())
      sizes[i] = static_cast<std::uint64_t>(std::max<std::streamoff>(0, files_[i].stream.tellp()));
  }
  return sizes;
}

}  // namespace newswatch::daemon
