#include "daemon/commands/shared_options.h"

#include <unistd.h>
#include <CLI/CLI.hpp>

namespace newswatch::daemon {

void add_article_options(CLI::App& command, ArticleOptions& options) {
  command.add_option("--config", options.config, "Configuration file, for the mapping of fields");
  command.add_flag("--strict", options.strict, "End with 1 when a record could not be used");
  command.add_option("--dead-letters", options.dead_letters,
                     "Keep the records that could not be used in this file");
  command.add_option("ARTICLES", options.articles,
                     "NDJSON files; - or nothing is the standard input");
}

void add_output_option(CLI::App& command, std::string& output) {
  output = isatty(STDOUT_FILENO) == 1 ? "text" : "json";
  command.add_option("--output", output, "text or json; text on a terminal, else json")
      ->check(CLI::IsMember({"text", "json"}));
}

}  // namespace newswatch::daemon
