#include <CLI/CLI.hpp>

#include <csignal>

#include "daemon/commands/commands.h"

int main(int argc, char** argv) {
  using namespace newswatch::daemon;
  // A reader that has seen enough, as head, makes writing fail instead of ending the process.
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app("Newswatch watches a stream of news articles and raises alerts.", "newswatch");
  app.require_subcommand(1);
  app.footer("Each command has a --help of its own, with examples.");
  auto exit_code = ExitCode::Fine;
  add_run_command(app, exit_code);
  add_validate_command(app, exit_code);
  add_replay_command(app, exit_code);
  add_annotate_command(app, exit_code);
  add_explain_command(app, exit_code);
  add_test_command(app, exit_code);
  add_query_command(app, exit_code);
  add_import_command(app, exit_code);
  add_demo_command(app, exit_code);
  add_version_command(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = app.exit(error) == 0;
    return static_cast<int>(asked_for_help ? ExitCode::Fine : ExitCode::Usage);
  }
  return static_cast<int>(exit_code);
}
