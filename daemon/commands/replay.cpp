#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "base/digest.h"
#include "daemon/commands/archive_options.h"
#include "daemon/commands/commands.h"
#include "daemon/pipeline/options.h"
#include "daemon/pipeline/stages.h"
#include "daemon/process/signal_queue.h"
#include "daemon/replay/kept_place.h"
#include "daemon/replay/progress.h"
#include "daemon/replay/replay.h"
#include "daemon/replay/replay_files.h"
#include "daemon/rule_loading/file_rules.h"
#include "daemon/rule_loading/offline_rules.h"
#include "publishers/file_sink.h"

namespace newswatch::daemon {
namespace {

struct ReplayCommand : ArchiveOptions {
  std::string alerts;
  std::string near_misses;
  std::string annotations;
  std::string resume;
};

/// @return what a replay is asked for, as far as it decides what is written.
Request replay_request(const ReplayCommand& command, const consumers::ArchiveSource& source) {
  return {{"articles", digest({source.identity()})},
          {"rules", digest_of_files(rules::rule_files_at(command.rules))},
          {"settings", command.config.empty() ? "" : digest_of_files({command.config})},
          {"files to write to", digest({command.alerts, command.dead_letters, command.near_misses,
                                        command.annotations})}};
}

/// The command as it runs, once rules and files are open.
class ReplayRun {
 public:
  ReplayRun(const ReplayCommand& command, const Configuration& configuration,
            const RuleStore& rules, consumers::ArchiveSource& source, SignalQueue& signals)
      : command_(command),
        source_(source),
        signals_(signals),
        place_(command.resume, replay_request(command, source)),
        files_({.alerts = command.alerts,
                .dead_letters = command.dead_letters,
                .near_misses = command.near_misses,
                .annotations = command.annotations}),
        rules_(rules),
        stage_(article_stage_options(configuration)),
        progress_(std::cerr, isatty(STDERR_FILENO) == 1) {}

  /// Errors: whatever ends it at once.
  Result<ExitCode> run(const std::vector<std::string>& in_use) {
    const auto earlier = place_.read(!command_.alerts.empty());
    if (!earlier) return Unexpected(earlier.error());
    if (auto opened = files_.open(in_use, *earlier ? &**earlier : nullptr); !opened)
      return Unexpected(opened.error());
    publishers::FileSink sink(files_.alerts(), std::cerr, files_.dead_letters(),
                              files_.near_misses(), files_.annotations());
    stage_.annotate = files_.annotations() != nullptr;
    Replay replay({.threads = command_.threads, .stage = stage_}, parts(sink));
    if (*earlier) {
      if (auto resumed = replay.resume(**earlier); !resumed) return Unexpected(resumed.error());
    }
    const auto ending = replay.run();
    progress_.clear();
    if (!ending) std::cerr << ending.error().message << '\n';
    std::cerr << summary(replay.totals());
    return ending ? exit_code(*ending, replay.totals()) : exit_code_for(ending.error());
  }

 private:
  ReplayParts parts(publishers::Sink& sink) {
    ReplayParts parts{
        .source = source_,
        .rules = rules_,
        .sink = sink,
        .is_interrupted =
            [this] { return signals_.next(std::chrono::milliseconds(0)).has_value(); },
        .on_failure =
            [this](const Error& error) {
              progress_.clear();
              std::cerr << error.message << '\n';
            },
        .on_batch =
            [this](const ReplayTotals& totals, const consumers::ArchiveSource::Progress& read) {
              progress_.show(read.done, read.total, totals.articles);
            },
        .keep = {}};
    if (place_.is_kept()) {
      parts.keep = [this](Checkpoint checkpoint) {
        checkpoint.written = files_.written();
        return place_.write(std::move(checkpoint));
      };
    }
    return parts;
  }

  ExitCode exit_code(Replay::Ending ending, const ReplayTotals& totals) const {
    if (ending == Replay::Ending::Interrupted) {
      std::cerr << (place_.is_kept()
                        ? "interrupted: the same command goes on from here\n"
                        : "interrupted: with --resume FILE it could be gone on with\n");
      return ExitCode::Failed;
    }
    if (const auto removed = place_.remove(); !removed) return failed(removed.error());
    const bool fine = totals.complete && !(command_.strict && totals.dead_letters > 0);
    return fine ? ExitCode::Fine : ExitCode::Failed;
  }

  std::string summary(const ReplayTotals& totals) {
    const auto counted = [](bool asked_for, std::uint64_t count, std::string_view what) {
      return asked_for ? fmt::format(", {} {}", count, what) : "";
    };
    return fmt::format("{} articles, {} alerts{}{}, {} dead letters\n", totals.articles,
                       totals.alerts,
                       counted(files_.near_misses() != nullptr, totals.near_misses, "near misses"),
                       counted(files_.annotations() != nullptr, totals.annotations, "annotations"),
                       totals.dead_letters);
  }

  const ReplayCommand& command_;
  consumers::ArchiveSource& source_;
  SignalQueue& signals_;
  KeptPlace place_;
  ReplayFiles files_;
  const RuleStore& rules_;
  ArticleStageOptions stage_;
  Progress progress_;
};

ExitCode replay(const ReplayCommand& command) {
  SignalQueue signals;  // before any thread
  const auto config = read_archive_configuration(command, std::cerr);
  if (!config) return ExitCode::Config;
  auto detector = detector_options(*config, !command.near_misses.empty());
  detector.annotate = !command.annotations.empty();
  FileRules files(command.rules, detector);
  RuleStore rules;
  const auto problems = rules.load(files);
  complain(problems, std::cerr);
  if (!problems.errors.empty()) return ExitCode::Config;

  auto archive = open_archive(command, *config);
  if (!archive) return failed(archive.error());
  const auto ended =
      ReplayRun(command, *config, rules, *archive->source, signals).run(archive->files);
  return ended ? *ended : failed(ended.error());
}

}  // namespace

void add_replay_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("replay", "Reads archived articles and writes the alerts they raise");
  auto options = std::make_shared<ReplayCommand>();
  command->add_option("--rules", options->rules, "A rule file, or a folder of them")->required();
  add_archive_options(*command, *options);
  add_dead_letter_options(*command, *options);
  command->add_option("--alerts", options->alerts,
                      "Write alerts to this file instead of the standard output");
  command->add_option("--near-misses", options->near_misses,
                      "Look for near misses of topics too, and write them to this file");
  command->add_option("--annotations", options->annotations,
                      "Write all that is found in each article to this file, too");
  command->add_option("--resume", options->resume,
                      "Keep in this file how far the replay has come, and go on from there");
  command->footer(R"(
Alerts go to the standard output, one JSON line each; words go to the standard error. The same articles give the same
bytes, whatever the number of threads. Folders mean the files below them that are named *.ndjson, *.jsonl or *.json, packed
with gzip (.gz) or Zstandard (.zst) or not, in the order of their paths; patterns in quotes are matched.

Ctrl-C ends it behind what it has begun, with 1. With --resume the same command then goes on: with --alerts where it left
that file, else with what is missing on the standard output. When all is done, that file is removed. It is kept every ten
seconds, too: after a kill or a loss of power --alerts, with the other files, is cut back to it.

From a topic, records come in the order of their timestamps as far as each partition's own order allows. --from and --to are
times, days, offsets for all partitions or for some; the group of a daemon is not touched, and nothing is committed.

Examples:
  newswatch replay --rules rules/ yesterday.ndjson > alerts.ndjson
  newswatch replay --rules rules/ archive/2026 'archive/2025/*.ndjson.zst' > alerts.ndjson
  newswatch replay --rules rules/ --resume place --alerts alerts.ndjson archive/
  newswatch replay --rules rules/ --brokers kafka:9092 --topic articles --from 2026-11-01 --to 2026-11-08
  newswatch replay --rules rules/ --near-misses near.ndjson yesterday.ndjson > alerts.ndjson
  newswatch replay --rules rules/ --annotations all.ndjson yesterday.ndjson > alerts.ndjson
  newswatch replay --rules rules/ --strict --dead-letters bad.ndjson articles.ndjson)");
  command->callback([options, &exit_code] { exit_code = replay(*options); });
}

}  // namespace newswatch::daemon
