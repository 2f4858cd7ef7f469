#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "daemon/commands/commands.h"
#include "daemon/offline.h"

namespace newswatch::daemon {
namespace {

struct ValidateOptions {
  std::string config;
  std::string rules;
};

bool validate_rules(const std::string& path) {
  rules::Problems problems;
  const auto rules = detectors::DetectorSet::load(path, problems);
  complain(problems, std::cerr);
  if (!rules) return false;
  for (const auto& part : rules->parts()) {
    fmt::print(std::cerr, "{}: {} {}\n", path, part.rules, part.section);
  }
  return true;
}

/// @return the rules that a configuration names and that can be looked at without a broker.
std::string checked_rules(const Configuration& config) {
  if (config.rules.topic.empty()) return config.rules.path;
  fmt::print(std::cerr, "rules.topic {}: no broker is asked, so its rules are not checked\n",
             config.rules.topic);
  return {};
}

ExitCode validate(const ValidateOptions& options) {
  bool fine = true;
  std::string rules = options.rules;
  if (!options.config.empty()) {
    const auto config = read_configuration(options.config, {}, std::cerr);
    fine = config.has_value();
    if (rules.empty()) rules = config ? checked_rules(*config) : rules_path_in(options.config);
  }
  // The rules are checked even when the configuration is broken: all problems at once.
  if (!rules.empty()) fine = validate_rules(rules) && fine;
  std::cerr << (fine ? "no errors\n" : "");
  return fine ? ExitCode::Fine : ExitCode::Config;
}

}  // namespace

void add_validate_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("validate", "Checks configuration and rules, and reports every problem");
  auto options = std::make_shared<ValidateOptions>();
  auto* config = command->add_option("--config", options->config,
                                     "Configuration file; the rule files it names are checked too");
  auto* rules = command->add_option("--rules", options->rules, "A rule file, or a folder of them");
  command->footer(R"(
Ends with 0 when there is no error, and with 78 otherwise.

Examples:
  newswatch validate --config /etc/newswatch/newswatch.yaml
  newswatch validate --rules rules/)");
  command->callback([options, config, rules, &exit_code] {
    if (config->empty() && rules->empty()) throw CLI::RequiredError("--config or --rules");
    exit_code = validate(*options);
  });
}

}  // namespace newswatch::daemon
