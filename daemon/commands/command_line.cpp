#include <CLI/CLI.hpp>

#include "daemon/commands/commands.h"

namespace newswatch::daemon {

void add_commands(CLI::App& app, ExitCode& exit_code) {
  app.name("newswatch");
  app.description("Newswatch watches a stream of news articles and raises alerts.");
  app.require_subcommand(1);
  app.footer("Each command has a --help of its own, with examples.");
  for (const auto add :
       {add_run_command, add_validate_command, add_replay_command, add_diff_command,
        add_stats_command, add_annotate_command, add_explain_command, add_test_command,
        add_query_command, add_import_command, add_tail_command, add_top_command,
        add_doctor_command, add_config_command, add_demo_command, add_version_command})
    add(app, exit_code);
}

}  // namespace newswatch::daemon
