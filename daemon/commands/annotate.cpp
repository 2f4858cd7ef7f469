#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <memory>

#include "alerts/annotation.h"
#include "daemon/article_walk.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/offline.h"

namespace newswatch::daemon {
namespace {

ExitCode annotate(const ArticleOptions& options) {
  const auto config = read_offline_configuration(options.config, std::cerr);
  if (!config) return ExitCode::Config;
  auto detector = detector_options(*config);
  detector.annotate = true;
  rules::Problems problems;
  const auto detectors = options.rules.empty()
                             ? detectors::DetectorSet::read("", "", problems, detector)
                             : detectors::DetectorSet::load(options.rules, problems, detector);
  complain(problems, std::cerr);
  if (!detectors) return ExitCode::Config;
  std::ofstream kept;
  if (!open_output(options.dead_letters, options.articles, kept, std::cerr))
    return ExitCode::Failed;
  const Walk walk = walk_articles(
      options.articles, decoder_options(config->articles), detectors,
      [](const ArticleProcessor& processor) {
        std::cout << alerts::annotation_json(processor.article(), processor.findings()) << '\n';
      },
      kept.is_open() ? &kept : nullptr, std::cerr);
  std::cout.flush();
  const bool fine = walk.complete && std::cout && !(options.strict && walk.unusable > 0);
  return fine ? ExitCode::Fine : ExitCode::Failed;
}

}  // namespace

void add_annotate_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("annotate", "Writes everything that is found in each article");
  auto options = std::make_shared<ArticleOptions>();
  command->add_option("--rules", options->rules, "A rule file, or a folder of them: who is known");
  add_article_options(*command, *options);
  command->footer(R"(
One JSON line an article: {"article": {…}, "lang": …, "mentions": […], "quotations": […],
"stance": […]}, rule or no rule. With fields of articles.metadata also "metadata": {…}.

Examples:
  newswatch annotate --rules rules/officials article.ndjson
  newswatch annotate --rules rules/ - < articles.ndjson | jq '.mentions[].name')");
  command->callback([options, &exit_code] { exit_code = annotate(*options); });
}

}  // namespace newswatch::daemon
