#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iostream>

#include "daemon/commands/commands.h"
#include "daemon/process/build_info.h"

namespace newswatch::daemon {

namespace {

std::string version_line() {
  const auto info = build_info();
  return fmt::format("newswatch {} (librdkafka {}, simdjson {})", info.version, info.librdkafka,
                     info.simdjson);
}

}  // namespace

void add_version_command(CLI::App& app, ExitCode& exit_code) {
  app.set_version_flag("--version", version_line, "Print the version and end");
  auto* command =
      app.add_subcommand("version", "Prints the version, and those of the libraries that matter");
  command->callback([&exit_code] {
    std::cout << version_line() << '\n';
    exit_code = ExitCode::Fine;
  });
}

}  // namespace newswatch::daemon
