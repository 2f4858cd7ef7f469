#include "daemon/daemon.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "daemon/batch_metrics.h"
#include "daemon/file_rules.h"
#include "daemon/kafka_metrics.h"
#include "daemon/kafka_rules.h"
#include "daemon/offline.h"
#include "daemon/process_log.h"

namespace newswatch::daemon {
namespace {

using metrics::Metric;

/// A pipeline comes round at least once a second while it works, and once a commit's time-out (10
/// s) at worst; one that did not for so long hangs.
constexpr std::chrono::seconds kStuckAfter{60};
/// Between looks at rule files, if `rules.watch` asks for it, and for rules that can be freed.
constexpr std::chrono::seconds kTendRulesEvery{1};

/// How long to wait for rules in a topic, at the start and in each turn: the main thread has
/// signals to see to. Most topics are read within the first.
constexpr std::chrono::milliseconds kRulesAtStart{3000};
constexpr std::chrono::milliseconds kRulesEachTurn{250};

PipelineOptions pipeline_options(const Configuration& configuration) {
  return {.decoder = decoder_options(configuration.articles),
          .alert_source = "/newswatch/" + configuration.alerts.deployment,
          .explain_alerts = configuration.alerts.explanation == AlertExplanation::Tree,
          .annotate = !configuration.annotations.topic.empty(),
          .batch_records = static_cast<std::size_t>(configuration.pipeline.batch_records),
          .batch_wait = configuration.pipeline.batch_wait,
          .grace = configuration.shutdown.grace};
}

/// @return the sentence of one worker's client that is not well, or nothing.
std::optional<std::string> complaint(const kafka::Health& health, bool consumer) {
  if (!health.fatal.empty()) return health.fatal;
  if (!health.refused.empty()) return health.refused;
  if (!health.brokers_up)
    return health.last_error.empty() ? "no broker reached yet" : health.last_error;
  if (consumer && !health.joined) return "not in the consumer group yet";
  return std::nullopt;
}

}  // namespace

Daemon::Daemon(Configuration configuration, metrics::Metrics& metrics,
               std::function<void(const BatchReport&)> on_batch)
    : configuration_(std::move(configuration)),
      metrics_(metrics),
      on_batch_(std::move(on_batch)),
      rule_costs_(static_cast<std::size_t>(configuration_.metrics.costliest_rules)) {}

Daemon::~Daemon() = default;

Result<void> Daemon::start() {
  if (auto opened = open_rules(); !opened) return opened;
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

Result<void> Daemon::open_admin() {
  auto admin = AdminServer::start({.address = configuration_.admin.address,
                                   .port = configuration_.admin.port,
                                   .metrics = [this] { return metrics_.text(); },
                                   .liveness = [this] { return liveness(); },
                                   .readiness = [this] { return readiness(); }});
  if (!admin) return Unexpected(admin.error());
  admin_ = *std::move(admin);
  metrics_.on_scrape([this](metrics::Sample& s) { sample(s); });
  spdlog::info("metrics and health on http://{}:{}", configuration_.admin.address, admin_->port());
  return {};
}

/// With all rules at hand for the first time.
Result<void> Daemon::begin() {
  const auto problems = load_rules();
  if (!problems.errors.empty()) {
    return fail(ErrorCode::InvalidRules,
                fmt::format("{}: {} errors", rule_source_->name(), problems.errors.size()));
  }
  for (std::int64_t number = 0; number < configuration_.pipeline.threads; ++number) {
    const auto added = add_worker(number);
    if (added) continue;
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

Result<void> Daemon::add_worker(std::int64_t number) {
  auto connection = connection_options(configuration_.kafka);
  if (!connection.instance_id.empty()) connection.instance_id += fmt::format("-{}", number);
  auto consumer = kafka::Consumer::create(connection, log_kafka);
  if (!consumer) return Unexpected(consumer.error());
  auto producer = kafka::Producer::create(connection, log_kafka);
  if (!producer) return Unexpected(producer.error());
  const AlertsConfig& alerts = configuration_.alerts;
  workers_.push_back(std::make_unique<Worker>(
      std::make_unique<consumers::KafkaSource>(*std::move(consumer)),
      std::make_unique<publishers::KafkaSink>(
          *std::move(producer),
          publishers::KafkaSinkOptions{.alert_topic = alerts.topic,
                                       .topic_label = alerts.topic_label,
                                       .dead_letter_topic = alerts.dead_letter_topic,
                                       .near_miss_topic = alerts.near_miss_topic,
                                       .annotation_topic = configuration_.annotations.topic}),
      pipeline_options(configuration_), rules_, clock_, [this](const BatchReport& report) {
        add_to_metrics(report, metrics_);
        rule_costs_.add(report.rules);
        if (report.last_received)
          last_received_ms_ = report.last_received->time_since_epoch().count();
        if (on_batch_) on_batch_(report);
      }));
  return {};
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
  std::vector<RuleId> ids;
  for (const std::string& id : current->rule_ids()) ids.emplace_back(id);
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
  const auto checks = readiness();
  const bool ready = std::ranges::all_of(checks, &Check::ok);
  metrics_.gauge(Metric::Ready).Set(ready ? 1 : 0);
  if (ready && !was_ready_) spdlog::info("ready");
  was_ready_ = was_ready_ || ready;
  if (was_ready_) return std::nullopt;
  // Later on a right may be taken and given back; one that was never there is a mistake in the
  // set-up.
  const auto reason = refused();
  if (!reason) return std::nullopt;
  spdlog::error("refused at the start: {}", *reason);
  return ExitCode::Refused;
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
  for (const auto& worker : workers_) {
    for (const auto* status : {&worker->consumer_status(), &worker->producer_status()})
      if (auto reason = status->health().refused; !reason.empty()) return reason;
  }
  return std::nullopt;
}

ExitCode Daemon::drain(SignalQueue& signals) {
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
  std::int64_t waiting = 0;
  for (const auto& worker : workers()) {
    sample_client(worker->consumer_status(), "consumer", sample);
    sample_client(worker->producer_status(), "producer", sample);
    for (const kafka::PartitionLag& lag : worker->consumer_status().lag())
      waiting += lag.lag_records;
  }
  const std::int64_t last_ms = last_received_ms_;
  const bool behind = waiting > 0 && last_ms > 0;
  const std::chrono::duration<double> age =
      clock_.now().time_since_epoch() - std::chrono::milliseconds(last_ms);
  sample.add(Metric::ConsumerLagSeconds, behind ? std::max(0.0, age.count()) : 0);
}

/// For threads other than the owner's.
std::span<const std::unique_ptr<Worker>> Daemon::workers() const {
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
  std::vector<Check> checks{{"running", !draining_, draining_ ? "draining" : ""}};
  for (std::size_t i = 0; const auto& worker : workers()) {
    const auto consumer = complaint(worker->consumer_status().health(), true);
    const auto producer = complaint(worker->producer_status().health(), false);
    checks.push_back({fmt::format("consumer-{}", i), !consumer, consumer.value_or("")});
    checks.push_back({fmt::format("producer-{}", i), !producer, producer.value_or("")});
    ++i;
  }
  checks.push_back(rules_check());
  return checks;
}

std::vector<Check> Daemon::liveness() const {
  std::vector<Check> checks;
  for (std::size_t i = 0; const auto& worker : workers()) {
    const bool turning = std::chrono::steady_clock::now() - worker->last_turn() < kStuckAfter;
    const bool alive = turning || worker->ended().has_value();
    checks.push_back(
        {fmt::format("pipeline-{}", i), alive, alive ? "" : "has not come round for a minute"});
    ++i;
  }
  return checks;
}

}  // namespace newswatch::daemon
