#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "alerts/explanation.h"
#include "alerts/json_text.h"
#include "base/nearest_name.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/pipeline/options.h"
#include "daemon/replay/article_walk.h"
#include "daemon/rule_loading/offline_rules.h"

namespace newswatch::daemon {
namespace {

struct ExplainOptions {
  std::string rules;
  std::string rule;
  std::string config;
  std::string article;
  std::string output;
};

void show(const ExplainOptions& options, const ArticleProcessor& processor,
          const detectors::DetectorSet& detectors) {
  const articles::Article& article = processor.article();
  const auto explanation = detectors.explain(options.rule, article, processor.analysis());
  if (!explanation) return;
  if (options.output == "text") {
    std::cout << fmt::format("{}: {} {}\n", article.id.value, options.rule,
                             explanation->matched ? "fires" : "is silent")
              << explanation_text(article, *explanation);
    return;
  }
  std::cout << alerts::json_object([&](alerts::JsonText& json) {
    json.text("article", article.id.value);
    json.text("rule", options.rule);
    json.flag("fired", explanation->matched);
    json.object("explanation", [&] { put_explanation(json, article, *explanation); });
  }) << '\n';
}

ExitCode explain(const ExplainOptions& options) {
  const auto config = read_offline_configuration(options.config, std::cerr);
  if (!config) return ExitCode::Config;
  const auto detectors = load_detectors(options.rules, detector_options(*config), std::cerr);
  if (!detectors) return ExitCode::Config;
  if (!detectors->explain(options.rule, articles::Article{}, text::Analysis{})) {
    std::cerr << fmt::format("no rule \"{}\" in {}{}\n", options.rule, options.rules,
                             did_you_mean(options.rule, detectors->rule_ids()));
    return ExitCode::Usage;
  }
  const bool complete = walk_articles(
      {options.article}, decoder_options(config->articles), detectors,
      [&](const ArticleProcessor& processor) { show(options, processor, *detectors); }, std::cerr);
  std::cout.flush();
  return complete && std::cout ? ExitCode::Fine : ExitCode::Failed;
}

}  // namespace

void add_explain_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("explain", "Tells why a rule fires on an article, or why it does not");
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("--rules", options->rules, "A rule file, or a folder of them")->required();
  command->add_option("--rule", options->rule, "The id of the rule")->required();
  command->add_option("--config", options->config, "Configuration file, for the mapping of fields");
  add_output_option(*command, options->output);
  command->add_option("ARTICLE", options->article, "An NDJSON file, or - for the standard input")
      ->required();
  command->footer(R"(
Every part of the rule's query with yes or no, and what it matched at which bytes of which field.

Examples:
  newswatch explain --rules rules/ --rule fentanyl-policy article.ndjson
  newswatch explain --rules rules/ --rule fentanyl-policy --output json - < article.ndjson)");
  command->callback([options, &exit_code] { exit_code = explain(*options); });
}

}  // namespace newswatch::daemon
