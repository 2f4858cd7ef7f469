#pragma once

#include <string>

#include "base/result.h"

namespace newswatch {

/// @return the content of a file. Errors: `Io`; the message says why, as `Is a directory`, and does
/// not name the file.
Result<std::string> read_file(const std::string& path);

}  // namespace newswatch
