#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iostream>

#include "daemon/build_info.h"
#include "daemon/commands/commands.h"

namespace newswatch::daemon {

void add_version_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("version", "Prints the version, and those of the libraries that matter");
  command->callback([&exit_code] {
    const auto info = build_info();
    std::cout << fmt::format("newswatch {} (librdkafka {}, simdjson {})\n", info.version,
                             info.librdkafka, info.simdjson);
    exit_code = ExitCode::Fine;
  });
}

}  // namespace newswatch::daemon
