#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <sstream>
#include <utility>

#include "daemon/commands/commands.h"
#include "daemon/offline.h"
#include "daemon/rule_store.h"

namespace newswatch::daemon {
namespace {

struct ValidateOptions {
  std::string config;
  std::string rules;
};

bool validate_rules(const std::string& path, detectors::DetectorOptions detectors) {
  RuleStore rules(path, std::move(detectors));
  const auto problems = rules.load();
  complain(problems, std::cerr);
  if (!problems.errors.empty()) return false;
  for (const auto& part : rules.current()->parts()) {
    fmt::print(std::cerr, "{}: {} {}\n", path, part.rules, part.section);
  }
  return true;
}

/// The environment may map fields too. What else is wrong with it is not asked here.
detectors::DetectorOptions environment_options() {
  std::ostringstream not_asked;
  const auto config = read_offline_configuration("", not_asked);
  return config ? detector_options(*config) : detectors::DetectorOptions();
}

ExitCode validate(const ValidateOptions& options) {
  bool fine = true;
  std::string rules = options.rules;
  detectors::DetectorOptions detectors = environment_options();
  if (!options.config.empty()) {
    const auto config = read_configuration(options.config, {}, std::cerr);
    fine = config.has_value();
    if (rules.empty()) rules = config ? config->rules.path : rules_path_in(options.config);
    detectors = config ? detector_options(*config)
                       : detectors::DetectorOptions{.metadata = metadata_names_in(options.config)};
  }
  // The rules are checked even when the configuration is broken: all problems at once.
  if (!rules.empty()) fine = validate_rules(rules, std::move(detectors)) && fine;
  std::cerr << (fine ? "no errors\n" : "");
  return fine ? ExitCode::Fine : ExitCode::Config;
}

}  // namespace

void add_validate_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("validate", "Checks configuration and rules, and reports every problem");
  auto options = std::make_shared<ValidateOptions>();
  auto* config = command->add_option("--config", options->config,
                                     "Configuration file; the rules it names are checked too");
  auto* rules = command->add_option("--rules", options->rules, "A rule file, or a folder of them");
  command->footer(R"(
Ends with 0 when there is no error, and with 78 otherwise.

Examples:
  newswatch validate --config /etc/newswatch/newswatch.yaml
  newswatch validate --rules rules/
  newswatch validate --config newswatch.yaml --rules rules/)");
  command->callback([options, config, rules, &exit_code] {
    if (config->empty() && rules->empty()) throw CLI::RequiredError("--config or --rules");
    exit_code = validate(*options);
  });
}

}  // namespace newswatch::daemon
