#include "daemon/doctor.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <utility>

#include "daemon/commands/commands.h"
#include "daemon/offline.h"

namespace newswatch::daemon {
namespace {

struct DoctorOptions {
  std::string config;
  std::string brokers;
  bool create_topics = false;
};

constexpr std::chrono::seconds kPatience{10};

std::string_view mark_of(Finding::Level level) {
  switch (level) {
    case Finding::Level::Fine:
      return "ok";
    case Finding::Level::Warning:
      return "warning";
    case Finding::Level::Failure:
      return "failure";
  }
  return "";
}

void print(const Finding& finding) {
  fmt::print(std::cout, "{:<8} {}\n", mark_of(finding.level), finding.what);
  if (!finding.fix.empty()) fmt::print(std::cout, "{:<8} → {}\n", "", finding.fix);
}

/// @return the exit code of a command that got no answer.
ExitCode no_answer(const std::string& brokers, const Error& why) {
  print(
      {Finding::Level::Failure, fmt::format("no answer from {}: {}", brokers, why.message),
       "see \"Security\" in docs/operating.md; is kafka.brokers right, and can they be reached?"});
  return ExitCode::Failed;
}

Result<void> make_missing(const Configuration& configuration,
                          const kafka::ConnectionOptions& connection,
                          const kafka::ClusterDescription& cluster) {
  const auto missing = missing_topics(configuration, cluster);
  if (missing.empty()) return {};
  if (auto made = kafka::create_topics(connection, missing, kPatience); !made) return made;
  for (const kafka::NewTopic& topic : missing)
    fmt::print(std::cout, "{:<8} topic \"{}\" with {} partitions\n", "created", topic.name,
               topic.partitions);
  return {};
}

ExitCode doctor(const DoctorOptions& options) {
  std::vector<Override> overrides;
  if (!options.brokers.empty())
    overrides.push_back({"kafka.brokers", options.brokers, "--brokers"});
  const auto configuration = read_configuration(options.config, std::move(overrides), std::cerr);
  if (!configuration) return ExitCode::Config;
  const auto connection = connection_options(configuration->kafka);
  const auto topics = needed_topics(*configuration);
  auto cluster = kafka::describe(connection, topics, kPatience);
  if (cluster && options.create_topics) {
    if (const auto made = make_missing(*configuration, connection, *cluster); !made) {
      print({Finding::Level::Failure, made.error().message,
             "see \"Rights\" in docs/operating.md, or create them as \"Topics\" there says"});
      return ExitCode::Failed;
    }
    cluster = kafka::describe(connection, topics, kPatience);
  }
  if (!cluster) return no_answer(connection.brokers, cluster.error());
  print({Finding::Level::Fine,
         fmt::format("{} brokers answer at {}", cluster->brokers, connection.brokers), ""});
  auto code = ExitCode::Fine;
  for (const Finding& finding : examine(*configuration, *cluster)) {
    print(finding);
    if (finding.level == Finding::Level::Failure) code = ExitCode::Failed;
  }
  return code;
}

}  // namespace

void add_doctor_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("doctor", "Looks whether Kafka is set up as Newswatch needs it");
  auto options = std::make_shared<DoctorOptions>();
  command->add_option("--config", options->config, "Configuration file")->required();
  command->add_option("--brokers", options->brokers, "Kafka brokers, instead of kafka.brokers");
  command->add_flag("--create-topics", options->create_topics, "Make the topics that are missing");
  command->footer(R"(
One line for each thing that was looked at: ok, warning or failure, and below it what to do.
Ends with 1 when there is a failure, 78 when the configuration is wrong.

Examples:
  newswatch doctor --config /etc/newswatch/newswatch.yaml
  newswatch doctor --config newswatch.yaml --create-topics)");
  command->callback([options, &exit_code] { exit_code = doctor(*options); });
}

}  // namespace newswatch::daemon
