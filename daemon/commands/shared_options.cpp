#include "daemon/commands/shared_options.h"

#include <unistd.h>
#include <CLI/CLI.hpp>

#include <iostream>

namespace newswatch::daemon {

void add_articles(CLI::App& command, ArticleOptions& options) {
  command.add_option("--config", options.config, "Configuration file, for the mapping of fields");
  command.add_option("ARTICLES", options.articles,
                     "NDJSON files, also .gz and .zst, or folders of them; - or nothing is the "
                     "standard input");
}

void add_dead_letter_options(CLI::App& command, ArticleOptions& options) {
  command.add_flag("--strict", options.strict, "End with 1 when a record could not be used");
  command.add_option("--dead-letters", options.dead_letters,
                     "Keep the records that could not be used in this file");
}

ExitCode failed(const Error& error) {
  std::cerr << error.message << '\n';
  return exit_code_for(error);
}

void add_output_option(CLI::App& command, std::string& output) {
  output = isatty(STDOUT_FILENO) == 1 ? "text" : "json";
  command.add_option("--output", output, "text or json; text on a terminal, else json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace newswatch::daemon
