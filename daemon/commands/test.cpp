#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/pipeline/options.h"
#include "daemon/rule_loading/offline_rules.h"
#include "rule_tests/report.h"

namespace newswatch::daemon {
namespace {

struct TestOptions {
  std::vector<std::string> files;
  std::string config;
  bool mutate = false;
  std::string output;
};

ExitCode run_tests(const TestOptions& options) {
  const auto config = read_offline_configuration(options.config, std::cerr);
  if (!config) return ExitCode::Config;
  articles::ArticleDecoder decoder(decoder_options(config->articles));
  rules::Problems problems;
  const auto reports = rule_tests::run_test_files(options.files, decoder, options.mutate, problems,
                                                  detector_options(*config));
  complain(problems, std::cerr);
  if (!problems.errors.empty()) return ExitCode::Config;
  bool passed = true;
  for (const rule_tests::Report& report : reports) {
    passed = passed && report.failed == 0;
    std::cout << (options.output == "json" ? report_json(report).dump() + "\n"
                                           : report_text(report));
  }
  return passed ? ExitCode::Fine : ExitCode::Failed;
}

}  // namespace

void add_test_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("test", "Runs unit tests of rules");
  auto options = std::make_shared<TestOptions>();
  command->add_option("FILES", options->files, "Test files, or folders with *.test.yaml below them")
      ->required();
  command->add_option("--config", options->config, "Configuration file, for the mapping of fields");
  command->add_flag("--mutate", options->mutate,
                    "Remove each clause of the topics in turn, and name those that no test needs");
  add_output_option(*command, options->output);
  command->footer(R"(
Articles and what they must raise, in YAML: see docs/testing-rules.md. Reports failures, and the clauses of
topics that no article of a test meets. Ends with 1 when a test fails, and with 78 when a file can't be read.

Examples:
  newswatch test rules/
  newswatch test --mutate rules/fentanyl.test.yaml)");
  command->callback([options, &exit_code] { exit_code = run_tests(*options); });
}

}  // namespace newswatch::daemon
