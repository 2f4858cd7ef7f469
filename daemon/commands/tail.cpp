#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <memory>

#include "alerts/kind.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/logs/logging.h"
#include "daemon/logs/process_log.h"
#include "daemon/presentation/alert_filter.h"
#include "daemon/presentation/alert_printer.h"
#include "daemon/process/signal_queue.h"
#include "kafka/topic_follower.h"
#include "rules/rule_files.h"

namespace newswatch::daemon {
namespace {

struct TailOptions {
  std::string config;
  std::string brokers;
  std::vector<std::string> topics;
  AlertFilter filter;
  std::int64_t last = 10;
  bool no_follow = false;
  std::string output;
  std::string colour = "auto";
};

constexpr std::chrono::milliseconds kWait{100};
constexpr std::chrono::seconds kPatience{15};  // of --no-follow, with brokers that do not answer

bool in_colour(const std::string& wanted) {
  if (wanted != "auto") return wanted == "always";
  const TextMap environment = process_environment();
  const bool refused = std::ranges::any_of(environment, [](const auto& variable) {
    return variable.first == "NO_COLOR" && !variable.second.empty();  // https://no-color.org
  });
  return isatty(STDOUT_FILENO) == 1 && !refused;
}

kafka::FollowOptions followed(const TailOptions& options, const AlertsConfig& alerts) {
  if (!options.topics.empty())
    return {.topics = options.topics, .prefix = "", .recent = options.last};
  return {.topics = {alerts.topic},
          .prefix = alerts.topic_label.empty() ? "" : alerts.topic + ".",
          .recent = options.last};
}

/// Shows alerts that pass the filter. What is no alert is told of, and passed over.
class Tail {
 public:
  explicit Tail(const TailOptions& options)
      : options_(options),
        emphasis_(in_colour(options.colour) ? Emphasis::Colour : Emphasis::Plain) {}

  void show(const kafka::FollowedRecord& record) const {
    const auto passes = options_.filter.lets_pass(record.value);
    const auto shown = passes && *passes ? print(record.value) : Result<void>();
    if (!passes || !shown)
      spdlog::warn("{}: a record is {}", record.topic,
                   (passes ? shown.error() : passes.error()).message);
  }

 private:
  Result<void> print(const std::string& value) const {
    if (options_.output == "text") return print_alert(value, emphasis_, std::cout);
    std::cout << value << '\n';
    return {};
  }

  const TailOptions& options_;
  Emphasis emphasis_;
};

/// @return whether it is time to end, and with what.
std::optional<ExitCode> ending(const kafka::TopicFollower& follower, bool no_follow,
                               std::chrono::steady_clock::time_point deadline) {
  if (const auto refused = follower.status()->health().refused; !refused.empty()) {
    std::cerr << "refused: " << refused << "; see docs/security.md for the rights of a reader\n";
    return ExitCode::Refused;
  }
  if (!std::cout) return ExitCode::Failed;
  if (!no_follow) return std::nullopt;
  if (follower.has_caught_up()) return ExitCode::Fine;
  if (std::chrono::steady_clock::now() < deadline) return std::nullopt;
  std::cerr << "no answer from Kafka: "
            << (follower.complaint().empty() ? follower.status()->health().last_error
                                             : follower.complaint())
            << '\n';
  return ExitCode::Failed;
}

ExitCode tail(const TailOptions& options) {
  SignalQueue signals;  // before any thread
  std::vector<Override> overrides;
  if (!options.brokers.empty())
    overrides.push_back({"kafka.brokers", options.brokers, "--brokers"});
  const auto configuration = read_configuration(options.config, std::move(overrides), std::cerr);
  if (!configuration) return ExitCode::Config;
  start_logging({.level = LogLevel::Warn, .format = LogFormat::Text}, {});
  auto follower = kafka::TopicFollower::create(connection_options(configuration->kafka),
                                               followed(options, configuration->alerts), log_kafka);
  if (!follower) {
    std::cerr << follower.error().message << '\n';
    return exit_code_for(follower.error());
  }
  const Tail shown(options);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  for (;;) {
    for (const auto& record : (*follower)->poll(kWait)) shown.show(record);
    std::cout.flush();
    if (const auto end = ending(**follower, options.no_follow, deadline)) return *end;
    const auto signal = signals.next(std::chrono::milliseconds(0));
    if (signal == SIGINT || signal == SIGTERM) return ExitCode::Fine;
  }
}

void add_filter_options(CLI::App& command, AlertFilter& filter) {
  command.add_option("--rule", filter.rules, "Id of a rule; several times for several");
  command.add_option("--kind", filter.kinds,
                     fmt::format("{}", fmt::join(alerts::kind_names(), ", ")));
  command
      .add_option("--severity", filter.severity, "At least this: info, low, medium, high, critical")
      ->check(CLI::IsMember(
          std::vector<std::string>(rules::kSeverities.begin(), rules::kSeverities.end())));
  command.add_option("--official", filter.official,
                     "Id of an official whom the alert is about, or quotes");
  command.add_option("--text", filter.text, "Words in title, outlet, snippets or reason");
}

}  // namespace

void add_tail_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("tail", "Shows alerts as they are published");
  auto options = std::make_shared<TailOptions>();
  command->add_option("--config", options->config, "Configuration file: brokers, login, topics");
  command->add_option("--brokers", options->brokers, "Kafka brokers, instead of kafka.brokers");
  command->add_option("--topic", options->topics,
                      "Topic with alerts, instead of alerts.topic; several times for several");
  add_filter_options(*command, options->filter);
  command->add_option("--last", options->last, "Begin with so many of the newest (default: 10)")
      ->check(CLI::Range(0, 100000));
  command->add_flag("--no-follow", options->no_follow, "End behind the newest");
  add_output_option(*command, options->output);
  command->add_option("--color", options->colour, "auto, always or never; NO_COLOR counts for auto")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  command->footer(R"(
Reads what was committed, beside all other readers, and changes nothing. The filters apply to what --last begins with, too.
Ctrl-C ends it with 0. Ends with 77 when a login or right is refused, 78 when the configuration is wrong.

Examples:
  newswatch tail --config /etc/newswatch/newswatch.yaml
  newswatch tail --brokers kafka:9092 --severity high --official jane-doe
  newswatch tail --brokers kafka:9092 --last 1000 --no-follow --output json > alerts.ndjson)");
  command->callback([options, &exit_code] { exit_code = tail(*options); });
}

}  // namespace newswatch::daemon
