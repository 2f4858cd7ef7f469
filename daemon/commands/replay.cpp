#include <fmt/format.h>
#include <fmt/ostream.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <memory>

#include "consumers/file_source.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/direct_detections.h"
#include "daemon/file_rules.h"
#include "daemon/offline.h"
#include "daemon/pipeline.h"
#include "daemon/progress.h"
#include "daemon/stages.h"
#include "publishers/file_sink.h"

namespace newswatch::daemon {
namespace {

/// What a replay came to.
struct Totals {
  std::uint64_t articles = 0;
  std::uint64_t alerts = 0;
  std::uint64_t near_misses = 0;
  std::uint64_t annotations = 0;
  std::uint64_t dead_letters = 0;
  bool complete = true;  ///< Every file could be read to its end.

  void add(const BatchReport& report) {
    articles += report.article_count();
    alerts += report.published.alerts;
    near_misses += report.published.near_misses;
    annotations += report.published.annotations;
    for (const auto& [code, count] : report.published.dead_letters) dead_letters += count;
  }
};

struct ReplayOptions : ArticleOptions {
  std::string near_misses;
  std::string annotations;
};

std::string summary(const Totals& totals, bool with_near_misses, bool with_annotations) {
  const std::string near_misses =
      with_near_misses ? fmt::format(", {} near misses", totals.near_misses) : "";
  const std::string annotations =
      with_annotations ? fmt::format(", {} annotations", totals.annotations) : "";
  return fmt::format("{} articles, {} alerts{}{}, {} dead letters\n", totals.articles,
                     totals.alerts, near_misses, annotations, totals.dead_letters);
}

ExitCode replay(const ReplayOptions& options) {
  const auto config = read_offline_configuration(options.config, std::cerr);
  if (!config) return ExitCode::Config;
  auto detector = detector_options(*config, !options.near_misses.empty());
  detector.annotate = !options.annotations.empty();
  FileRules files(options.rules, detector);
  RuleStore rules;
  const auto problems = rules.load(files);
  complain(problems, std::cerr);
  if (!problems.errors.empty()) return ExitCode::Config;

  std::ofstream kept, near_misses, annotations;
  auto in_use = options.articles;
  if (!open_output(options.dead_letters, in_use, kept, std::cerr)) return ExitCode::Failed;
  in_use.push_back(options.dead_letters);
  if (!open_output(options.near_misses, in_use, near_misses, std::cerr)) {
    return ExitCode::Failed;
  }
  in_use.push_back(options.near_misses);
  if (!open_output(options.annotations, in_use, annotations, std::cerr)) {
    return ExitCode::Failed;
  }
  consumers::FileSource source(options.articles);
  publishers::FileSink sink(std::cout, std::cerr, kept.is_open() ? &kept : nullptr,
                            near_misses.is_open() ? &near_misses : nullptr,
                            annotations.is_open() ? &annotations : nullptr);
  const SystemClock clock;
  Progress progress(std::cerr, isatty(STDERR_FILENO) == 1, source.total_bytes());
  Totals totals;
  const auto complain_of = [&](const Error& error) {
    progress.clear();
    std::cerr << error.message << '\n';
    totals.complete = false;
  };
  AtLeastOnce delivery(source, sink, complain_of);
  ArticleStageOptions stage_options = article_stage_options(*config);
  stage_options.annotate = annotations.is_open();
  ArticleStage stage(stage_options, rules, sink,
                     std::make_unique<DirectDetections>(stage_options.alert_source, rules, sink));
  Pipeline pipeline({}, {.source = source,
                         .stage = stage,
                         .sink = sink,
                         .delivery = delivery,
                         .clock = clock,
                         .on_batch =
                             [&](const BatchReport& report) {
                               totals.add(report);
                               progress.show(source.bytes_read(), totals.articles);
                             },
                         .on_failure = complain_of});
  const auto ended = pipeline.run({});
  progress.clear();
  if (!ended) std::cerr << ended.error().message << '\n';
  std::cerr << summary(totals, near_misses.is_open(), annotations.is_open());
  const bool fine = ended && totals.complete && !(options.strict && totals.dead_letters > 0);
  return fine ? ExitCode::Fine : ExitCode::Failed;
}

}  // namespace

void add_replay_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("replay", "Reads archived articles and writes the alerts they raise");
  auto options = std::make_shared<ReplayOptions>();
  command->add_option("--rules", options->rules, "A rule file, or a folder of them")->required();
  add_article_options(*command, *options);
  command->add_option("--near-misses", options->near_misses,
                      "Look for near misses of topics too, and write them to this file");
  command->add_option("--annotations", options->annotations,
                      "Write all that is found in each article to this file, too");
  command->footer(R"(
Alerts go to the standard output, one JSON line each; words go to the standard error.

Examples:
  newswatch replay --rules rules/ yesterday.ndjson > alerts.ndjson
  zcat archive/*.gz | newswatch replay --rules rules/topics.yaml -
  newswatch replay --rules rules/ --near-misses near.ndjson yesterday.ndjson > alerts.ndjson
  newswatch replay --rules rules/ --annotations all.ndjson yesterday.ndjson > alerts.ndjson
  newswatch replay --rules rules/ --strict --dead-letters bad.ndjson articles.ndjson)");
  command->callback([options, &exit_code] { exit_code = replay(*options); });
}

}  // namespace newswatch::daemon
