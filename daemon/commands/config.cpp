#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/configuration/configuration_files.h"

namespace newswatch::daemon {
namespace {

struct ConfigOptions {
  std::string config;
  bool resolved = false;
  std::string output;
};

void write_text(const std::vector<ResolvedSetting>& settings) {
  std::size_t widest = 0;
  for (const auto& [key, value, origin] : settings)
    widest = std::max(widest, key.size() + 2 + value.size());
  constexpr std::size_t kMostWidth = 60;
  for (const auto& [key, value, origin] : settings)
    fmt::print(std::cout, "{:<{}}  # {}\n", fmt::format("{}: {}", key, value),
               std::min(widest, kMostWidth), origin);
}

void write_json(const std::vector<ResolvedSetting>& settings) {
  for (const auto& [key, value, origin] : settings)
    std::cout << nlohmann::ordered_json{{"key", key}, {"value", value}, {"origin", origin}}.dump()
              << '\n';
}

ExitCode show(const ConfigOptions& options) {
  auto settings = read_resolved_configuration(options.config, {}, std::cerr);
  if (!settings) return ExitCode::Config;
  if (!options.resolved)
    std::erase_if(*settings, [](const auto& one) { return one.origin == "default"; });
  options.output == "json" ? write_json(*settings) : write_text(*settings);
  return ExitCode::Fine;
}

}  // namespace

void add_config_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("config", "Shows what the configuration comes to");
  command->require_subcommand(1);
  auto* show_command =
      command->add_subcommand("show", "Prints what each key is set to, and where that is said");
  auto options = std::make_shared<ConfigOptions>();
  show_command->add_option("--config", options->config,
                           "Configuration file; the environment counts, too");
  show_command->add_flag("--resolved", options->resolved, "Defaults, too");
  add_output_option(*show_command, options->output);
  show_command->footer(R"(
Secrets are shown as ***. Ends with 78 when the configuration is wrong.

Examples:
  newswatch config show --config /etc/newswatch/newswatch.yaml
  NEWSWATCH_PIPELINE__THREADS=4 newswatch config show --config newswatch.yaml --resolved)");
  show_command->callback([options, &exit_code] { exit_code = show(*options); });
}

}  // namespace newswatch::daemon
