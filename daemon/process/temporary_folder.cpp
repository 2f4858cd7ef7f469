#include "daemon/process/temporary_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>

namespace newswatch::daemon {
namespace fs = std::filesystem;

Result<TemporaryFolder> TemporaryFolder::create() {
  std::error_code error;
  std::string pattern = (fs::temp_directory_path(error) / "newswatch-XXXXXX").string();
  if (error || mkdtemp(pattern.data()) == nullptr) {
    return fail(ErrorCode::Io, fmt::format("no temporary folder {}: {}", pattern,
                                           std::generic_category().message(errno)));
  }
  return TemporaryFolder(pattern);
}

TemporaryFolder::~TemporaryFolder() {
  if (path_.empty()) return;
  std::error_code
      left_behind;  // a destructor has nobody to tell; the system cleans its temporary files
  fs::remove_all(path_, left_behind);
}

Result<void> TemporaryFolder::write(const fs::path& below, std::string_view content) const {
  const fs::path path = path_ / below;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream stream(path, std::ios::binary);
  stream << content << std::flush;
  if (error || !stream)
    return fail(ErrorCode::Io, fmt::format("{} can't be written", path.string()));
  return {};
}

}  // namespace newswatch::daemon
