#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace newswatch::consumers {

/// Finds the files that the arguments of a command mean, in the order in which to read them:
/// - of a folder those below it that are named `*.ndjson`, `*.jsonl` or `*.json`, with `.gz` or
///   `.zst` behind it or not, sorted by path; names that begin with a dot are passed over;
/// - of a pattern, as in `'archive/2026-*.ndjson.gz'`, the files that it matches, sorted. Source:
///   POSIX glob. A file that is named so is meant itself;
/// - everything else as it is: a file, `-`, or what will turn out to be missing.
/// Errors: `Io` for a folder without such files, or one that can't be read; for a pattern that
/// matches nothing.
Result<std::vector<std::string>> find_article_files(const std::vector<std::string>& arguments);

}  // namespace newswatch::consumers
