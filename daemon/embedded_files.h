#pragma once

#include <span>
#include <string_view>

namespace newswatch::daemon {

/// A file of `deploy/` that the binary carries along.
struct EmbeddedFile {
  std::string_view path;  ///< Below `deploy/`, as in `rules/topics.yaml`.
  std::string_view content;
};

/// The sample rules, and `demo/articles.ndjson`. Written by cmake/EmbedFiles.cmake.
std::span<const EmbeddedFile> demo_files();

}  // namespace newswatch::daemon
