#pragma once

#include <span>
#include <string_view>

namespace newswatch::daemon {

/// A file that the binary carries along.
struct EmbeddedFile {
  std::string_view path;  ///< Below its folder, as in `rules/topics.yaml`.
  std::string_view content;
};

/// Of `deploy/`: the sample rules, and `demo/articles.ndjson`. Written by cmake/EmbedFiles.cmake.
std::span<const EmbeddedFile> demo_files();

/// The live page: `index.html` and what it loads.
std::span<const EmbeddedFile> live_page_files();

}  // namespace newswatch::daemon
