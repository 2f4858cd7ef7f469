#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace newswatch::daemon {

/// What commands that read archived articles have in common.
struct ArticleOptions {
  std::string rules;
  std::string config;
  std::vector<std::string> articles = {"-"};
  bool strict = false;
  std::string dead_letters;
};

/// Adds all but `--rules` to a command. @param options  must outlive it.
void add_article_options(CLI::App& command, ArticleOptions& options);

/// Adds `--output`, and sets `output` to its default: `text` on a terminal, else `json`.
/// @param output  must outlive the command.
void add_output_option(CLI::App& command, std::string& output);

}  // namespace newswatch::daemon
