#include "daemon/daemon.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <random>
#include <utility>

#include "daemon/configuration/configuration_checks.h"
#include "daemon/logs/process_log.h"
#include "daemon/pipeline/batch_metrics.h"
#include "daemon/pipeline/kafka_ends.h"
#include "daemon/pipeline/kafka_metrics.h"
#include "daemon/pipeline/options.h"
#include "daemon/pipeline/stages.h"
#include "daemon/rule_loading/file_rules.h"
#include "daemon/rule_loading/kafka_rules.h"
#include "detectors/registry.h"

namespace newswatch::daemon {
namespace {

using metrics::Metric;

/// Between looks at rule files, if `rules.watch` asks for it, and for rules that can be freed.
constexpr std::chrono::seconds kTendRulesEvery{1};

/// How long to wait for rules in a topic, at the start and in each turn: the main thread has
/// signals to see to. Most topics are read within the first.
constexpr std::chrono::milliseconds kRulesAtStart{3000};
constexpr std::chrono::milliseconds kRulesEachTurn{250};

PipelineOptions pipeline_options(const Configuration& configuration) {
  return {.batch_records = static_cast<std::size_t>(configuration.pipeline.batch_records),
          .batch_wait = configuration.pipeline.batch_wait,
          .grace = configuration.shutdown.grace};
}

/// @return a name that no other process has.
std::string random_name() {
  constexpr int kWords = 4;
  std::random_device random;
  std::string name;
  for (int i = 0; i < kWords; ++i) name += fmt::format("{:08x}", random());
  return name;
}

}  // namespace

Daemon::Daemon(Configuration configuration, metrics::Metrics& metrics,
               const RecentProblems& problems, std::function<void(const BatchReport&)> on_batch)
    : configuration_(std::move(configuration)),
      metrics_(metrics),
      problems_(problems),
      on_batch_(std::move(on_batch)),
      name_of_process_(random_name()),
      rule_costs_(static_cast<std::size_t>(configuration_.metrics.costliest_rules)) {}

Daemon::~Daemon() {
  if (journal_ != nullptr) journal_->note_orderly_end();
}

Result<void> Daemon::start() {
  open_journal();  // before any thread: it may fork
  if (auto opened = open_rules(); !opened) return opened;
  if (auto opened = open_feedback(); !opened) return opened;
  if (auto opened = open_admin(); !opened) return opened;
  return wait_for_rules(kRulesAtStart);
}

Result<void> Daemon::open_rules() {
  const RulesConfig& rules = configuration_.rules;
  auto options = detector_options(configuration_, !configuration_.alerts.near_miss_topic.empty());
  options.annotate = !configuration_.annotations.topic.empty();
  if (rules.topic.empty()) {
    rule_source_ = std::make_unique<FileRules>(rules.path, std::move(options), rules.watch);
    return {};
  }
  auto table =
      kafka::TableReader::create(connection_options(configuration_.kafka), rules.topic, log_kafka);
  if (!table) return Unexpected(table.error());
  rule_source_ = std::make_unique<KafkaRules>(*std::move(table), std::chrono::steady_clock::now,
                                              std::move(options));
  return {};
}

Result<void> Daemon::open_feedback() {
  const std::string& topic = configuration_.feedback.topic;
  if (topic.empty()) return {};
  auto table =
      kafka::TableReader::create(connection_options(configuration_.kafka), topic, log_kafka);
  if (!table) return Unexpected(table.error());
  feedback_ = std::make_unique<FeedbackWatch>(*std::move(table));
  return {};
}

Result<void> Daemon::open_admin() {
  const AdminConfig& config = configuration_.admin;
  if (configuration_.live.viewers > 0) live_page_ = std::make_unique<LivePage>(configuration_);
  auto admin =
      AdminServer::start({.address = config.address,
                          .port = config.port,
                          .metrics = [this] { return metrics_.text(); },
                          .liveness = [this] { return liveness(); },
                          .readiness = [this] { return readiness(); },
                          .problems = [this] { return problems_.json(); },
                          .access = {config.username, config.password, config.token},
                          .live = live_page_ == nullptr ? LivePages() : live_page_->pages(),
                          .tls = tls_files(config)});
  if (!admin) return Unexpected(admin.error());
  admin_ = *std::move(admin);
  metrics_.on_scrape([this](metrics::Sample& s) { sample(s); });
  spdlog::info("metrics, health and live page on {}://{}:{}",
               config.certificate_file.empty() ? "http" : "https", config.address, admin_->port());
  return {};
}

/// The daemon works without a journal, too: then a record that ends it ends it again.
void Daemon::open_journal() {
  auto folder = journal_folder(configuration_.pipeline.journal_folder);
  std::string name = configuration_.kafka.group;
  std::ranges::replace(name, '/', '_');
  auto journal = folder ? WorkJournal::open(*folder, name) : Unexpected(folder.error());
  if (!journal)
    return spdlog::warn("no journal of what is being worked on: {}; see pipeline.journal_folder",
                        journal.error().message);
  journal_ = *std::move(journal);
  for (const std::string& suspicion : journal_->suspicions()) spdlog::warn("{}", suspicion);
  if (journal_->suspects_fetching()) start_prober();
}

void Daemon::start_prober() {
  spdlog::warn(
      "the last {} processes ended before they could do anything: what they fetched may be "
      "to blame; each partition is tried out first",
      WorkJournal::kMostCrashes);
  auto prober = kafka::FetchProber::start(connection_options(configuration_.kafka));
  if (!prober) return spdlog::warn("nothing can be tried out: {}", prober.error().message);
  prober_ = *std::move(prober);
}

/// With all rules at hand for the first time.
Result<void> Daemon::begin() {
  const auto problems = load_rules();
  if (!problems.errors.empty()) {
    return fail(ErrorCode::InvalidRules,
                fmt::format("{}: {} errors", rule_source_->name(), problems.errors.size()));
  }
  if (auto added = add_workers(); !added) {
    workers_.clear();  // none of them runs
    return added;
  }
  for (const auto& worker : workers_) worker->start();
  has_begun_ = true;
  rule_thread_.emplace([this] { reload(); }, [this] { follow_rules(); }, kTendRulesEvery);
  spdlog::info("watching {} with {} rules", fmt::join(configuration_.kafka.topics, ", "),
               rules_.current()->rule_ids().size());
  return {};
}

Result<void> Daemon::add_workers() {
  for (std::int64_t number = 0; number < configuration_.pipeline.threads; ++number) {
    if (auto added = add_worker(number); !added) return added;
  }
  if (configuration_.correlation.detection_topic.empty()) return {};
  for (std::int64_t number = 0; number < configuration_.correlation.threads; ++number) {
    if (auto added = add_correlator(number); !added) return added;
  }
  return {};
}

/// Adds a pipeline of the first stage.
Result<void> Daemon::add_worker(std::int64_t number) {
  auto ends = connect(configuration_, role(number, ""));
  if (!ends) return Unexpected(ends.error());
  if (prober_ != nullptr)
    ends->source->try_partitions_out(
        [this](const kafka::TopicPartition& where, std::int64_t offset) {
          return prober_->first_readable(where, offset);
        });
  auto stage = make_article_stage(configuration_, *ends, rules_);
  add_worker(*std::move(ends), std::move(stage));
  return {};
}

/// Adds one of the second.
Result<void> Daemon::add_correlator(std::int64_t number) {
  auto ends = connect(configuration_, role(number, kCorrelationSuffix));
  if (!ends) return Unexpected(ends.error());
  auto stage = make_correlation_stage(configuration_, *ends, rules_);
  if (!stage) return Unexpected(stage.error());
  add_worker(*std::move(ends), *std::move(stage));
  return {};
}

void Daemon::add_worker(KafkaEnds ends, std::unique_ptr<Stage> stage) {
  workers_.push_back(std::make_unique<Worker>(
      std::move(ends), std::move(stage), pipeline_options(configuration_), clock_,
      journal_ == nullptr ? nullptr : journal_->slot(workers_.size()),
      [this](const BatchReport& report) {
        add_to_metrics(report, metrics_);
        rule_costs_.add(report.rules);
        if (report.last_received)
          last_received_ms_ = report.last_received->time_since_epoch().count();
        articles_ += report.article_count();
        alerts_ += report.alert_count();
        if (on_batch_) on_batch_(report);
      }));
}

/// @param suffix  of the stage's group: empty for the first, which reads the articles.
KafkaRole Daemon::role(std::int64_t number, const std::string& suffix) const {
  const KafkaConfig& kafka = configuration_.kafka;
  const bool is_static = !kafka.instance_id.empty();
  return {.topics = suffix.empty() ? kafka.topics
                                   : std::vector{configuration_.correlation.detection_topic},
          .group = kafka.group + suffix,
          .member = fmt::format("{}-{}", is_static ? kafka.instance_id : name_of_process_, number),
          .is_static = is_static,
          .is_careful = prober_ != nullptr && suffix.empty()};
}

rules::Problems Daemon::load_rules() {
  const auto problems = rules_.load(*rule_source_);
  for (const rules::Problem& problem : problems.errors)
    spdlog::error("{}", rules::to_string(problem));
  for (const rules::Problem& problem : problems.warnings)
    spdlog::warn("{}", rules::to_string(problem));
  last_reload_failed_ = !problems.errors.empty();
  metrics_.gauge(Metric::RulesReloadSuccess).Set(problems.errors.empty() ? 1 : 0);
  if (!problems.errors.empty()) return problems;

  const std::chrono::duration<double> now = clock_.now().time_since_epoch();
  metrics_.gauge(Metric::RulesReloadSuccessTimestamp).Set(now.count());
  const auto current = rules_.current();
  for (const auto& part : current->parts()) {
    if (!part.rules) continue;
    metrics_.gauge(Metric::RulesLoaded, {std::string(part.section)})
        .Set(static_cast<double>(*part.rules));
  }
  metrics_.gauge(Metric::RulesLoaded, {std::string(detectors::kSurgeSection)})
      .Set(static_cast<double>(current->surges().size()));
  std::vector<RuleId> ids;
  for (std::string& id : ids_with_surges(*current)) ids.emplace_back(std::move(id));
  metrics_.set_rules(ids);
  rule_costs_.keep_only(current->rule_ids());
  return problems;
}

void Daemon::reload() {
  if (load_rules().errors.empty()) {
    spdlog::info("reloaded the rules: {} are in force", rules_.current()->rule_ids().size());
  } else {
    metrics_.counter(Metric::RulesReloadsFailed).Increment();
    spdlog::error("the rules were not reloaded: those from before stay in force");
  }
  metrics_.counter(Metric::RulesReloads).Increment();  // last: who sees it finds the rest done
}

/// On the rules' thread.
void Daemon::follow_rules() {
  rules_.free_retired();
  if (!rule_source_->has_news(kRulesEachTurn)) return;
  spdlog::info("the rules have changed: {}", rule_source_->name());
  reload();
}

void Daemon::ask_to_reload() {
  if (!has_begun_) return spdlog::info("the rules are still being read for the first time");
  rule_thread_->ask_to_reload();
}

/// Begins once the first rules are there; from then on the source belongs to the rules' thread.
/// Errors: as `start`.
Result<void> Daemon::wait_for_rules(std::chrono::milliseconds wait) {
  return !has_begun_ && rule_source_->has_news(wait) ? begin() : Result<void>();
}

std::optional<ExitCode> Daemon::watch() {
  if (const auto waited = wait_for_rules(kRulesEachTurn); !waited) {
    spdlog::error("{}", waited.error().message);
    return exit_code_for(waited.error());
  }
  if (const auto ended = ended_worker()) return ended;
  end_when_too_slow();
  const auto checks = readiness();
  const bool ready = std::ranges::all_of(checks, &Check::ok);
  metrics_.gauge(Metric::Ready).Set(ready ? 1 : 0);
  note_ready(ready);
  if (was_ready_) return std::nullopt;
  // Later on a right may be taken and given back; one that was never there is a mistake in the
  // set-up.
  const auto reason = refused();
  if (!reason) return std::nullopt;
  spdlog::error("refused at the start: {}", *reason);
  return ExitCode::Refused;
}

/// Being in the group comes first, being refused what the group gave right after: only who stays
/// ready was ready.
void Daemon::note_ready(bool ready) {
  constexpr std::chrono::seconds kSteady{2};
  const auto now = std::chrono::steady_clock::now();
  if (!ready)
    ready_since_.reset();
  else if (!ready_since_)
    ready_since_ = now;
  if (was_ready_ || !ready || now - *ready_since_ < kSteady) return;
  was_ready_ = true;
  spdlog::info("ready");
}

/// Nothing can stop a thread in the middle of an article. What was not committed comes again.
void Daemon::end_when_too_slow() const {
  if (journal_ == nullptr) return;
  const auto slow = journal_->mark_slow(configuration_.articles.time_limit);
  if (!slow) return;
  spdlog::error("{}", *slow);
  spdlog::default_logger()->flush();
  std::_Exit(static_cast<int>(ExitCode::Fatal));
}

std::optional<ExitCode> Daemon::ended_worker() const {
  for (const auto& worker : workers_) {
    const auto ended = worker->ended();
    if (!ended) continue;
    if (*ended) return ExitCode::Fine;
    spdlog::error("{}", ended->error().message);
    return exit_code_for(ended->error());
  }
  return std::nullopt;
}

std::optional<std::string> Daemon::refused() const {
  if (auto reason = rule_source_->refused(); !reason.empty()) return reason;
  return refusal_of(workers_);
}

ExitCode Daemon::drain(SignalQueue& signals, const std::function<void()>& on_turn) {
  spdlog::info("draining: finishing the batches in hand");
  draining_ = true;
  metrics_.gauge(Metric::Ready).Set(0);
  if (rule_thread_) rule_thread_->ask_to_stop();
  for (const auto& worker : workers_) worker->ask_to_stop();
  const auto all_ended = [this] {
    return std::ranges::all_of(workers_,
                               [](const auto& worker) { return worker->ended().has_value(); });
  };
  while (!all_ended()) {
    constexpr std::chrono::milliseconds kLook{20};
    end_when_too_slow();
    on_turn();
    const auto signal = signals.next(kLook);
    if (signal == SIGTERM || signal == SIGINT) {
      spdlog::warn("stopping at once: what was not committed comes again");
      std::_Exit(static_cast<int>(ExitCode::Failed));
    }
  }
  auto code = ExitCode::Fine;
  for (const auto& worker : workers_) {
    worker->join();
    const auto ended = worker->ended();
    if (*ended) continue;
    spdlog::error("{}", ended->error().message);
    code = exit_code_for(ended->error());
  }
  spdlog::info("stopped");
  spdlog::default_logger()->flush();  // tells of repeats that were held back
  return code;
}

void Daemon::sample(metrics::Sample& sample) const {
  rule_costs_.sample(sample);
  if (feedback_ != nullptr && has_begun_)
    feedback_->sample(ids_with_surges(*rules_.current()),
                      static_cast<std::size_t>(configuration_.metrics.max_rules), sample);
  for (const auto& worker : workers()) {
    sample_client(worker->consumer_status(), "consumer", sample);
    sample_client(worker->producer_status(), "producer", sample);
  }
  sample.add(Metric::ConsumerLagSeconds, seconds_behind(waiting_for(workers())));
}

double Daemon::seconds_behind(std::uint64_t waiting) const {
  const std::int64_t last_ms = last_received_ms_;
  if (waiting == 0 || last_ms == 0) return 0;
  const std::chrono::duration<double> age =
      clock_.now().time_since_epoch() - std::chrono::milliseconds(last_ms);
  return std::max(0.0, age.count());
}

Overview Daemon::overview() const {
  const auto checks = readiness();
  const auto failing = std::ranges::find(checks, false, &Check::ok);
  Overview overview = {.is_draining = draining_,
                       .complaint = {},
                       .rules = has_begun_ ? rules_.current()->rule_ids().size() : 0,
                       .about_rules = has_begun_ ? rules_check().detail : "",
                       .articles = articles_,
                       .alerts = alerts_,
                       .lag_records = waiting_for(workers())};
  if (failing != checks.end())
    overview.complaint = fmt::format("{}: {}", failing->name, failing->detail);
  overview.lag_seconds = seconds_behind(overview.lag_records);
  return overview;
}

/// For threads other than the owner's.
Workers Daemon::workers() const {
  if (!has_begun_) return {};
  return workers_;
}

Check Daemon::rules_check() const {
  const auto complaint = rule_source_->complaint();
  if (!has_begun_) return {"rules", false, complaint.value_or("not read yet")};
  // Old rules still alert, so a failed reload does not take the daemon out of service.
  if (last_reload_failed_)
    return {"rules", true, "the last reload failed: older rules are in force"};
  return {"rules", true, complaint.value_or("")};
}

std::vector<Check> Daemon::readiness() const {
  std::vector<Check> checks = readiness_of(workers());
  checks.insert(checks.begin(), {"running", !draining_, draining_ ? "draining" : ""});
  checks.push_back(rules_check());
  return checks;
}

std::vector<Check> Daemon::liveness() const { return liveness_of(workers()); }

}  // namespace newswatch::daemon
