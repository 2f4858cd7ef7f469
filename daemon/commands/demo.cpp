#include "daemon/demo.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "daemon/commands/commands.h"

namespace newswatch::daemon {

void add_demo_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("demo", "Shows sample articles raising alerts");
  auto brokers = std::make_shared<std::string>();
  command->add_option("--kafka", *brokers,
                      "Brokers of a real Kafka, instead of one inside this process");
  command->footer(R"(
Examples:
  newswatch demo
  newswatch demo --kafka localhost:9092)");
  command->callback([brokers, &exit_code] { exit_code = run_demo(*brokers); });
}

}  // namespace newswatch::daemon
