#include <CLI/CLI.hpp>

#include <array>
#include <deque>
#include <fstream>
#include <iostream>
#include <memory>
#include <variant>

#include "daemon/commands/archive_options.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/feedback_options.h"
#include "daemon/pipeline/direct_detections.h"
#include "daemon/pipeline/options.h"
#include "daemon/pipeline/stages.h"
#include "daemon/process/signal_queue.h"
#include "daemon/replay/archive_walk.h"
#include "daemon/replay/diff_report.h"
#include "daemon/replay/output_files.h"
#include "daemon/replay/recorded_work.h"
#include "daemon/replay/rules_diff.h"
#include "daemon/rule_loading/file_rules.h"
#include "daemon/rule_loading/offline_rules.h"
#include "daemon/rule_loading/rule_store.h"

namespace newswatch::daemon {
namespace {

struct DiffOptions : ArchiveOptions {
  std::string old_rules;
  FeedbackOptions feedback;
  std::string output;
  std::string html;
};

/// Keeps alerts in memory until they are compared.
class AlertCollector final : public publishers::Sink {
 public:
  Result<void> publish(const alerts::Alert& alert, const Record& /*record*/) override {
    if (!alert.near_miss) alerts_.push_back(alert);
    return {};
  }
  Result<void> publish(const alerts::Annotation& /*annotation*/,
                       const Record& /*record*/) override {
    return {};
  }
  Result<void> dead_letter(const Record& /*record*/, const Error& /*why*/) override { return {}; }
  Result<void> flush(std::chrono::milliseconds /*wait*/) override { return {}; }

  std::vector<alerts::Alert> take() { return std::exchange(alerts_, {}); }

 private:
  std::vector<alerts::Alert> alerts_;
};

/// One of the two rule sets, with both stages behind it.
class Side {
 public:
  Side(std::string path, const Configuration& configuration, std::size_t threads)
      : path_(std::move(path)),
        options_(article_stage_options(configuration)),
        detector_(detector_options(configuration)),
        threads_(threads) {}

  /// @return false after a complaint.
  bool load() {
    FileRules files(path_, detector_);
    const auto problems = rules_.load(files);
    complain(problems, std::cerr);
    if (!problems.errors.empty()) return false;
    detections_ = std::make_unique<DirectDetections>(options_.alert_source, rules_, collector_);
    while (stages_.size() < threads_) stages_.emplace_back(options_, rules_);
    return true;
  }

  std::vector<std::string> rule_ids() const { return ids_with_surges(*rules_.current()); }

  /// Any thread, each with its own number.
  RecordedWork look(std::size_t worker, const Record& record) {
    BatchReport unused;
    return stages_[worker].work({&record, 1}, unused);
  }

  /// One at a time, in the archive's order. Errors: none of ours; the collector takes everything.
  Result<DiffSide> judge(const std::vector<RecordedWork>& works) {
    DiffSide side;
    BatchReport unused;
    for (const RecordedWork& work : works) {
      if (auto handed_on = work.hand_on(*detections_, collector_, unused); !handed_on)
        return Unexpected(handed_on.error());
      for (const RecordedWork::Step& step : work.steps()) {
        if (const auto* met = std::get_if<correlation::DetectionMessage>(&step))
          side.met.emplace(met->alert.rule.id.value, met->article.value);
      }
    }
    detections_->commit();
    side.alerts = collector_.take();
    return side;
  }

  /// Behind the last article: what waited for more.
  Result<DiffSide> finish() {
    BatchReport unused;
    if (auto finished = detections_->finish(unused); !finished) return Unexpected(finished.error());
    return DiffSide{.alerts = collector_.take()};
  }

 private:
  std::string path_;
  ArticleStageOptions options_;
  detectors::DetectorOptions detector_;
  RuleStore rules_;
  AlertCollector collector_;
  std::unique_ptr<DirectDetections> detections_;
  std::size_t threads_;
  std::deque<RecordingStage> stages_;
};

/// What both sides wrote down of some articles.
struct Part {
  std::array<std::vector<RecordedWork>, 2> works;
};

/// Counts the articles, and what is none, of which the old side wrote both down.
void count(const std::vector<RecordedWork>& works, RulesDiff& diff) {
  for (const RecordedWork& work : works) {
    for (const RecordedWork::Step& step : work.steps()) {
      if (const auto* counted = std::get_if<RecordedWork::Counted>(&step))
        diff.articles.add(counted->time);
      if (std::holds_alternative<RecordedWork::DeadLetter>(step)) ++diff.dead_letters;
    }
  }
}

void write(const RulesDiff& diff, const DiffOptions& options, std::ostream* html) {
  if (options.output == "text") {
    write_text(diff, std::cout);
  } else {
    write_json(diff, std::cout);
  }
  std::cout.flush();
  if (html == nullptr) return;
  write_html(diff, *html);
  html->flush();
}

ExitCode diff(const DiffOptions& options) {
  SignalQueue signals;  // before any thread
  const auto config =
      read_archive_configuration(options, std::cerr, !options.feedback.topic.empty());
  if (!config) return ExitCode::Config;
  Side before(options.old_rules, *config, options.threads);
  Side after(options.rules, *config, options.threads);
  if (!before.load() || !after.load()) return ExitCode::Config;
  auto judged = read_feedback(options.feedback, *config, std::cerr);
  if (!judged) return failed(judged.error());
  auto archive = open_archive(options, *config);
  if (!archive) return failed(archive.error());
  std::vector<std::string> in_use = archive->files;
  if (!options.feedback.file.empty()) in_use.push_back(options.feedback.file);
  std::ofstream html;
  if (!open_output(options.html, in_use, html, std::cerr)) return ExitCode::Failed;

  RulesDiff diff{.judged = *std::move(judged)};
  for (const std::string& id : before.rule_ids()) diff.rules[id].in_old = true;
  for (const std::string& id : after.rule_ids()) diff.rules[id].in_new = true;
  std::optional<Error> failure;
  const auto compare = [&](Result<DiffSide> old, Result<DiffSide> now) {
    if (!old || !now) {
      failure = old ? now.error() : old.error();
    } else {
      diff.add(*old, *now);
    }
  };
  const auto walked =
      walk_archive<Part>(*archive->source, options.threads, signals,
                         {.look =
                              [&](std::size_t worker, const Record& record, Part& part) {
                                part.works[0].push_back(before.look(worker, record));
                                part.works[1].push_back(after.look(worker, record));
                              },
                          .add =
                              [&](const Part& part) {
                                compare(before.judge(part.works[0]), after.judge(part.works[1]));
                                count(part.works[0], diff);
                                return diff.articles.total();
                              }});
  if (walked.has_ended_early) return walked.exit_code;
  compare(before.finish(), after.finish());
  if (failure) return failed(*failure);
  write(diff, options, html.is_open() ? &html : nullptr);
  return is_written(html) ? walked.exit_code : ExitCode::Failed;
}

}  // namespace

void add_diff_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand(
      "diff", "Tells which alerts new rules gain, lose and change on archived articles");
  auto options = std::make_shared<DiffOptions>();
  command->add_option("--old", options->old_rules, "The rules before: a file, or a folder of them")
      ->required();
  command->add_option("--new", options->rules, "The rules to compare with them, likewise")
      ->required();
  add_archive_options(*command, *options);
  add_feedback_options(*command, options->feedback);
  add_output_option(*command, options->output);
  command->add_option("--html", options->html, "Write a report with plots to this file, too");
  command->footer(R"(
Both rule sets read the same articles, to the alerts that they raise in the end. For each rule that differs: alerts a day
before and now, with what nine days in ten have at least and at most; the alerts gained, lost and changed, the words that
made the difference, the newest of them and the most typical. Alerts are the same when rule and article are. With verdicts
(docs/feedback.md) also the precision before and now, and what subscribers said of the alerts that are lost.

Examples:
  newswatch diff --old rules.before/ --new rules/ archive/
  newswatch diff --old rules.before/ --new rules/ --html report.html 'archive/2026-1*.ndjson.zst'
  newswatch diff --old rules.before/ --new rules/ --brokers kafka:9092 --topic articles --from 2026-11-01
  newswatch diff --old rules.before/ --new rules/ --feedback verdicts.ndjson archive/
  newswatch diff --old a.yaml --new b.yaml --output json archive/ | jq '.rules[].gained.alerts')");
  command->callback([options, &exit_code] { exit_code = diff(*options); });
}

}  // namespace newswatch::daemon
