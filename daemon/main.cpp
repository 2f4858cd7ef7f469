#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "base/nearest_name.h"
#include "daemon/commands/commands.h"

namespace {

/// @return what is wrong with a first word that is no command; empty where it is one, or an option.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return "";
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  if (std::ranges::find(names, argv[1]) != names.end()) return "";
  return fmt::format("no command \"{}\"{}\nRun with --help for more information.\n", argv[1],
                     newswatch::did_you_mean(argv[1], names));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace newswatch::daemon;
  // A reader that has seen enough, as head, makes writing fail instead of ending the process.
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app;
  auto exit_code = ExitCode::Fine;
  add_commands(app, exit_code);
  if (const auto wrong = unknown_command(app, argc, argv); !wrong.empty()) {
    std::cerr << wrong;
    return static_cast<int>(ExitCode::Usage);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = app.exit(error) == 0;
    return static_cast<int>(asked_for_help ? ExitCode::Fine : ExitCode::Usage);
  }
  return static_cast<int>(exit_code);
}
