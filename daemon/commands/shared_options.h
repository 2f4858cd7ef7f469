#pragma once

#include <string>
#include <vector>

#include "daemon/process/exit_code.h"

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

/// Adds to a command those that say what is read. @param options  must outlive it, here and below.
void add_articles(CLI::App& command, ArticleOptions& options);
/// Adds those that say what becomes of records that can't be used.
void add_dead_letter_options(CLI::App& command, ArticleOptions& options);

/// Tells an error. @return what a command ends with because of it.
ExitCode failed(const Error& error);

/// Adds `--output`, and sets `output` to its default: `text` on a terminal, else `json`.
/// @param output  must outlive the command.
void add_output_option(CLI::App& command, std::string& output);

}  // namespace newswatch::daemon
