#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "daemon/commands/commands.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/daemon.h"
#include "daemon/logs/process_log.h"
#include "daemon/pipeline/label_values.h"
#include "daemon/process/build_info.h"
#include "daemon/process/service_manager.h"
#include "daemon/process/signal_queue.h"

namespace newswatch::daemon {
namespace {

struct RunOptions {
  std::string config;
  std::string brokers;
  std::string rules;
};

std::vector<Override> overrides(const RunOptions& options) {
  std::vector<Override> given;
  if (!options.brokers.empty()) given.push_back({"kafka.brokers", options.brokers, "--brokers"});
  if (!options.rules.empty()) given.push_back({"rules.path", options.rules, "--rules"});
  return given;
}

/// Keeps the service manager informed about the daemon.
class Reporter {
 public:
  explicit Reporter(const Daemon& daemon) : daemon_(daemon), before_(daemon.overview()) {}

  void started() {
    manager_.tell_ready();
    manager_.tell_status(to_line(before_, daemon_.overview(), kEachStatus));
  }
  void stopping() {
    manager_.tell_stopping();
    manager_.tell_status("draining: finishing the batches in hand");
  }
  void reloading() {
    manager_.tell_reloading();
    is_reloading_ = true;
  }
  /// To be called at least every few seconds; called more often, it mostly does nothing.
  void turn() {
    const auto now = Steady::now();
    if (now < next_turn_) return;
    next_turn_ = now + kEachTurn;
    if (daemon_.is_alive()) manager_.tell_alive();
    if (is_reloading_ && !daemon_.is_reloading()) {
      is_reloading_ = false;
      manager_.tell_ready();
    }
    if (now >= last_status_ + kEachStatus) report_status();
  }

 private:
  using Steady = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kEachTurn{200};
  static constexpr std::chrono::seconds kEachStatus{5};

  void report_status() {
    const auto now = Steady::now();
    const Overview overview = daemon_.overview();
    manager_.tell_status(to_line(before_, overview, now - last_status_));
    before_ = overview;
    last_status_ = now;
  }

  const Daemon& daemon_;
  ServiceManager manager_;
  Overview before_;
  Steady::time_point last_status_ = Steady::now();
  Steady::time_point next_turn_;
  bool is_reloading_ = false;
};

ExitCode serve(Daemon& daemon, SignalQueue& signals) {
  Reporter reporter(daemon);
  const auto drain = [&] {
    reporter.stopping();
    return daemon.drain(signals, [&] { reporter.turn(); });
  };
  reporter.started();
  std::optional<ExitCode> ended;
  while (!ended) {
    const auto signal = signals.next(std::chrono::seconds(1));
    if (signal == SIGHUP) {
      reporter.reloading();
      daemon.ask_to_reload();
    }
    if (signal == SIGTERM || signal == SIGINT) return drain();
    ended = daemon.watch();
    reporter.turn();
  }
  const ExitCode drained = drain();
  return *ended == ExitCode::Fine ? drained : *ended;
}

ExitCode run(const RunOptions& options) {
  SignalQueue signals;  // before any thread
  const auto configuration = read_configuration(options.config, overrides(options), std::cerr);
  if (!configuration) return ExitCode::Config;
  metrics::Metrics metrics(build_info(), static_cast<std::size_t>(configuration->metrics.max_rules),
                           known_label_values());
  RecentProblems problems;
  start_process_log(configuration->log, metrics, problems);
  Daemon daemon(*configuration, metrics, problems, {});
  if (const auto started = daemon.start(); !started) {
    spdlog::error("{}", started.error().message);
    return exit_code_for(started.error());
  }
  const ExitCode code = serve(daemon, signals);
  if (daemon.is_reloading()) std::_Exit(static_cast<int>(code));  // its rules would find no article
  return code;
}

}  // namespace

void add_run_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("run", "Runs the daemon: articles in from Kafka, alerts out");
  auto options = std::make_shared<RunOptions>();
  command->add_option("--config", options->config, "Configuration file")->required();
  command->add_option("--brokers", options->brokers, "Kafka brokers, instead of kafka.brokers");
  command->add_option("--rules", options->rules, "Rule file or folder, instead of rules.path");
  command->footer(R"(
SIGTERM and SIGINT finish the batch in hand, commit and end with 0; SIGHUP loads the rules anew.
Ends with 78 when configuration or rules are wrong, 77 when a login or right is refused at the start, 70 when it should
be started again.

Examples:
  newswatch run --config /etc/newswatch/newswatch.yaml
  NEWSWATCH_KAFKA__BROKERS=kafka:9092 newswatch run --config newswatch.yaml --rules rules/)");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace newswatch::daemon
