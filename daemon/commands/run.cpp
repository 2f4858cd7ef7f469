#include <spdlog/spdlog.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "daemon/build_info.h"
#include "daemon/commands/commands.h"
#include "daemon/daemon.h"
#include "daemon/offline.h"
#include "daemon/process_log.h"
#include "daemon/signal_queue.h"

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

ExitCode serve(Daemon& daemon, SignalQueue& signals) {
  std::optional<ExitCode> ended;
  while (!ended) {
    const auto signal = signals.next(std::chrono::seconds(1));
    if (signal == SIGHUP) daemon.ask_to_reload();
    if (signal == SIGTERM || signal == SIGINT) return daemon.drain(signals);
    ended = daemon.watch();
  }
  const ExitCode drained = daemon.drain(signals);
  return *ended == ExitCode::Fine ? drained : *ended;
}

ExitCode run(const RunOptions& options) {
  SignalQueue signals;  // before any thread
  const auto configuration = read_configuration(options.config, overrides(options), std::cerr);
  if (!configuration) return ExitCode::Config;
  metrics::Metrics metrics(build_info(),
                           static_cast<std::size_t>(configuration->metrics.max_rules));
  start_process_log(configuration->log, metrics);
  Daemon daemon(*configuration, metrics, {});
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
