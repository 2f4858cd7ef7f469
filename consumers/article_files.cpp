#include "consumers/article_files.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

namespace newswatch::consumers {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kArticles = {".ndjson", ".jsonl", ".json"};
constexpr std::array<std::string_view, 2> kPacked = {".gz", ".zst"};

bool is_named_as_articles(std::string name) {
  if (name.starts_with('.')) return false;
  for (const std::string_view packed : kPacked) {
    if (name.ends_with(packed)) name.resize(name.size() - packed.size());
  }
  return std::ranges::any_of(kArticles,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::follow_directory_symlink,
                                         error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code unreadable;
    if (entry->is_directory(unreadable) && name.starts_with('.')) entry.disable_recursion_pending();
    if (entry->is_regular_file(unreadable) && is_named_as_articles(name))
      files.push_back(entry->path().string());
  }
  if (error) return fail(ErrorCode::Io, fmt::format("{}: {}", folder, error.message()));
  if (files.empty())
    return fail(ErrorCode::Io,
                fmt::format("{}: holds no file named *.ndjson, *.jsonl or *.json, or one of these "
                            "with .gz or .zst behind it",
                            folder));
  std::ranges::sort(files);
  return files;
}

Result<std::vector<std::string>> files_matching(const std::string& pattern) {
  glob_t found{};
  // Only the environment and the user database make it unsafe, and neither is asked here.
  // NOLINTNEXTLINE(concurrency-mt-unsafe)
  const int code = glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found);
  std::vector<std::string> files(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  if (code != 0 || files.empty())
    return fail(ErrorCode::Io, fmt::format("{}: no file is named so", pattern));
  std::ranges::sort(files);  // by bytes: the order is the same in all languages
  return files;
}

Result<std::vector<std::string>> files_of(const std::string& argument) {
  std::error_code absent;
  if (fs::is_directory(argument, absent)) return files_below(argument);
  const bool is_pattern = argument.find_first_of("*?[") != std::string::npos;
  if (is_pattern && !fs::exists(argument, absent)) return files_matching(argument);
  return std::vector{argument};
}

}  // namespace

Result<std::vector<std::string>> find_article_files(const std::vector<std::string>& arguments) {
  std::vector<std::string> files;
  for (const std::string& argument : arguments) {
    auto found = files_of(argument);
    if (!found) return Unexpected(found.error());
    for (std::string& file : *found) files.push_back(std::move(file));
  }
  return files;
}

}  // namespace newswatch::consumers
