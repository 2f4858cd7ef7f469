#include <CLI/CLI.hpp>

#include <deque>
#include <fstream>
#include <iostream>
#include <memory>

#include "daemon/commands/archive_options.h"
#include "daemon/commands/commands.h"
#include "daemon/pipeline/options.h"
#include "daemon/process/signal_queue.h"
#include "daemon/replay/archive_stats.h"
#include "daemon/replay/archive_walk.h"
#include "daemon/replay/output_files.h"
#include "daemon/rule_loading/offline_rules.h"

namespace newswatch::daemon {
namespace {

struct StatsOptions : ArchiveOptions {
  std::string output;
  std::string html;
};

void write(const ArchiveStats& stats, const StatsOptions& options,
           const std::vector<std::string>& rule_ids, std::ostream* html) {
  if (options.output == "text") {
    write_text(stats, rule_ids, std::cout);
  } else {
    write_json(stats, rule_ids, std::cout);
  }
  std::cout.flush();
  if (html != nullptr) {
    write_html(stats, rule_ids, *html);
    html->flush();
  }
}

ExitCode stats(const StatsOptions& options) {
  SignalQueue signals;  // before any thread
  const auto config = read_archive_configuration(options, std::cerr);
  if (!config) return ExitCode::Config;
  const auto detectors = load_detectors(options.rules, detector_options(*config), std::cerr);
  if (!detectors) return ExitCode::Config;
  auto archive = open_archive(options, *config);
  if (!archive) return failed(archive.error());
  std::ofstream html;
  if (!open_output(options.html, archive->files, html, std::cerr)) return ExitCode::Failed;

  std::deque<ArticleProcessor> processors;
  for (std::size_t i = 0; i < options.threads; ++i)
    processors.emplace_back(decoder_options(config->articles)).use(detectors);
  ArchiveStats stats;
  const auto walked = walk_archive<ArchiveStats>(
      *archive->source, options.threads, signals,
      {.look =
           [&](std::size_t worker, const Record& record, ArchiveStats& part) {
             ArticleProcessor& processor = processors[worker];
             if (processor.process(record)) {
               part.add(processor.article(), processor.findings());
             } else {
               ++part.dead_letters;
             }
           },
       .add =
           [&](const ArchiveStats& part) {
             stats.add(part);
             return stats.articles.total();
           }});
  if (walked.has_ended_early) return walked.exit_code;
  write(stats, options, options.rules.empty() ? std::vector<std::string>() : detectors->rule_ids(),
        html.is_open() ? &html : nullptr);
  return is_written(html) ? walked.exit_code : ExitCode::Failed;
}

}  // namespace

void add_stats_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("stats", "Tells what an archive holds, and how often rules fire in it");
  auto options = std::make_shared<StatsOptions>();
  command->add_option("--rules", options->rules, "A rule file, or a folder of them");
  add_archive_options(*command, *options);
  add_output_option(*command, options->output);
  command->add_option("--html", options->html, "Write a report with plots to this file, too");
  command->footer(R"(
Articles by day, language and source; with --rules, how many articles meet each rule, and when. Copies count as articles: it
is what rules find, before alert_on, throttles and the like. Days are those of publication, in UTC.

Examples:
  newswatch stats archive/
  newswatch stats --rules rules/ --html report.html 'archive/2026-*.ndjson.gz'
  newswatch stats --rules rules/ --brokers kafka:9092 --topic articles --from 2026-11-01
  newswatch stats --rules rules/ --output json archive/ | jq '.rules | map_values(.articles)')");
  command->callback([options, &exit_code] { exit_code = stats(*options); });
}

}  // namespace newswatch::daemon
