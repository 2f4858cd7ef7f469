#pragma once

#include <fstream>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/result.h"

namespace newswatch::daemon {

/// @param path    of a file to be written. @param in_use  files that are read, or written already.
/// Errors: `Io` when it is one of those.
Result<void> check_unused(const std::string& path, const std::vector<std::string>& in_use);

/// Opens a file to be written anew; none when `path` is empty.
/// @param in_use  files that are read, or written already.
/// @return false after a complaint when it is one of those, or can't be written.
bool open_output(const std::string& path, const std::vector<std::string>& in_use,
                 std::ofstream& file, std::ostream& complaints);

}  // namespace newswatch::daemon
