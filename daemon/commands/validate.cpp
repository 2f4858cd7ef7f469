#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/pipeline/options.h"
#include "daemon/replay/rule_sample.h"
#include "daemon/rule_loading/offline_rules.h"

namespace newswatch::daemon {
namespace {

struct ValidateOptions {
  std::string config;
  std::string rules;
  RuleSampleOptions sample;
};

/// @return nothing when there was an error.
std::shared_ptr<const detectors::DetectorSet> validate_rules(
    const std::string& path, const detectors::DetectorOptions& options) {
  rules::Problems problems;
  auto rules = detectors::DetectorSet::load(path, problems, options);
  complain(problems, std::cerr);
  if (!rules) return nullptr;
  for (const auto& part : rules->parts()) {
    if (part.rules) fmt::print(std::cerr, "{}: {} {}\n", path, *part.rules, part.section);
  }
  if (const auto surges = rules->surges().size(); surges > 0)
    fmt::print(std::cerr, "{}: {} surges\n", path, surges);
  return rules;
}

/// The environment may map fields too. What else is wrong with it is not asked here.
detectors::DetectorOptions environment_options() {
  std::ostringstream not_asked;
  const auto config = read_offline_configuration("", not_asked);
  return config ? detector_options(*config) : detectors::DetectorOptions();
}

/// @return the rules that a configuration names and that can be looked at without a broker.
std::string checked_rules(const Configuration& config) {
  if (config.rules.topic.empty()) return config.rules.path;
  fmt::print(std::cerr, "rules.topic {}: no broker is asked, so its rules are not checked\n",
             config.rules.topic);
  return {};
}

ExitCode validate(const ValidateOptions& options) {
  const bool configured = !options.config.empty();
  std::string rules = options.rules;
  std::optional<Configuration> config;
  detectors::DetectorOptions for_rules;
  if (configured) {
    config = read_configuration(options.config, {}, std::cerr);
    if (rules.empty()) rules = config ? checked_rules(*config) : rules_path_in(options.config);
    for_rules = config ? detector_options(*config)
                       : detectors::DetectorOptions{.metadata = metadata_names_in(options.config)};
  } else {
    for_rules = environment_options();
  }
  // The rules are checked even when the configuration is broken: all problems at once.
  const auto detectors = rules.empty() ? nullptr : validate_rules(rules, for_rules);
  const bool fine = (config || !configured) && (detectors || rules.empty());
  std::cerr << (fine ? "no errors\n" : "");
  if (!fine) return ExitCode::Config;
  if (options.sample.articles.empty() || !detectors) return ExitCode::Fine;
  if (!config) config = read_offline_configuration("", std::cerr);
  if (!config) return ExitCode::Config;
  const bool sampled = sample_topics(detectors, decoder_options(config->articles), options.sample,
                                     std::cout, std::cerr);
  return sampled ? ExitCode::Fine : ExitCode::Failed;
}

/// @return what is wrong with the text; nothing when it is a number above 0.
std::string number_of_articles(const std::string& text) {
  constexpr double kMost = 1e12;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  const bool fits = whole && number > 0 && number <= kMost;
  return fits ? "" : "expected a number above 0, as in 25000, not \"" + text + "\"";
}

}  // namespace

void add_validate_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("validate", "Checks configuration and rules, and reports every problem");
  auto options = std::make_shared<ValidateOptions>();
  auto* config = command->add_option("--config", options->config,
                                     "Configuration file; the rule files it names are checked too");
  auto* rules = command->add_option("--rules", options->rules, "A rule file, or a folder of them");
  auto* sample = command->add_option(
      "--sample", options->sample.articles,
      "Also run the topics over these articles, NDJSON files, and tell by which "
      "words each is looked up, what it costs and how many alerts it raises");
  command
      ->add_option("--articles-per-day", options->sample.articles_per_day,
                   "Articles a day, for the alerts a day; else the sample's dates tell")
      ->needs(sample)
      ->check(number_of_articles);
  add_output_option(*command, options->sample.output);
  command->footer(R"(
Ends with 0 when there is no error, and with 78 otherwise; with 1 when the sample can't be used.

Examples:
  newswatch validate --config /etc/newswatch/newswatch.yaml
  newswatch validate --rules rules/
  newswatch validate --config newswatch.yaml --rules rules/
  newswatch validate --rules rules/ --sample yesterday.ndjson)");
  command->callback([options, config, rules, &exit_code] {
    if (config->empty() && rules->empty()) throw CLI::RequiredError("--config or --rules");
    exit_code = validate(*options);
  });
}

}  // namespace newswatch::daemon
