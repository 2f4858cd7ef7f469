#include <CLI/CLI.hpp>

#include <csignal>

#include "daemon/commands/commands.h"

int main(int argc, char** argv) {
  using namespace newswatch::daemon;
  // A reader that has seen enough, as head, makes writing fail instead of ending the process.
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app;
  auto exit_code = ExitCode::Fine;
  add_commands(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = app.exit(error) == 0;
    return static_cast<int>(asked_for_help ? ExitCode::Fine : ExitCode::Usage);
  }
  return static_cast<int>(exit_code);
}
