#include "daemon/replay/output_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>
#include <system_error>

namespace newswatch::daemon {

Result<void> check_unused(const std::string& path, const std::vector<std::string>& in_use) {
  for (const std::string& other : in_use) {
    std::error_code absent;
    if (std::filesystem::equivalent(path, other, absent) && !absent)
      return fail(ErrorCode::Io,
                  fmt::format("{}: is in use already: name another file to write to", path));
  }
  return {};
}

bool open_output(const std::string& path, const std::vector<std::string>& in_use,
                 std::ofstream& file, std::ostream& complaints) {
  if (path.empty()) return true;
  if (const auto unused = check_unused(path, in_use); !unused) {
    complaints << unused.error().message << '\n';
    return false;
  }
  file.open(path, std::ios::binary | std::ios::trunc);
  if (!file) complaints << path << ": can't be written\n";
  return file.is_open();
}

}  // namespace newswatch::daemon
