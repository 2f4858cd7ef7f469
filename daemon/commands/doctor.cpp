#include "daemon/doctor/doctor.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

#include "base/clock.h"
#include "daemon/commands/commands.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/doctor/security_checks.h"
#include "kafka/rights_check.h"

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

/// @return what the command ends with.
ExitCode print_all(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) print(finding);
  return std::ranges::any_of(
             findings,
             [](const Finding& finding) { return finding.level == Finding::Level::Failure; })
             ? ExitCode::Failed
             : ExitCode::Fine;
}

std::string answered(const kafka::ClusterDescription& cluster, const std::string& brokers) {
  const auto text = fmt::format("{} brokers answer at {}", cluster.brokers, brokers);
  const auto& principal = cluster.identity.principal;
  return principal.empty() ? text : fmt::format("{}, where this is {}", text, principal);
}

/// @return the exit code of a command that got no answer.
ExitCode no_answer(const std::string& brokers, const Error& why) {
  print({Finding::Level::Failure, fmt::format("no answer from {}: {}", brokers, why.message),
         "is kafka.brokers right, and can they be reached? docs/security.md has the messages"});
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

/// Asks for the rights that no topic has.
std::vector<Finding> examine_rights(const Configuration& configuration,
                                    const kafka::ConnectionOptions& connection,
                                    const kafka::Identity& told) {
  auto identity = told;
  identity.transactional_prefix = connection.transactional_prefix;
  std::vector<Finding> findings;
  for (const std::string& group : needed_groups(configuration))
    findings.push_back(
        examine_group(group, kafka::may_join(connection, group, kPatience), identity));
  if (configuration.delivery == DeliveryPromise::ExactlyOnce)
    findings.push_back(
        examine_transactions(kafka::may_use_transactions(connection, kPatience), identity));
  return findings;
}

ExitCode doctor(const DoctorOptions& options) {
  std::vector<Override> overrides;
  if (!options.brokers.empty())
    overrides.push_back({"kafka.brokers", options.brokers, "--brokers"});
  const auto configuration = read_configuration(options.config, std::move(overrides), std::cerr);
  if (!configuration) return ExitCode::Config;
  const auto now = SystemClock().now();
  auto findings = examine_files(*configuration, now);
  findings.push_back(examine_clock());
  auto connection = connection_options(configuration->kafka);
  connection.transactional_prefix = configuration->kafka.group;
  const auto topics = needed_topics(*configuration);
  auto cluster = kafka::describe(connection, topics, kPatience);
  if (cluster && options.create_topics) {
    if (const auto made = make_missing(*configuration, connection, *cluster); !made) {
      print({Finding::Level::Failure, made.error().message,
             "or create them as \"Topics\" in docs/operating.md says"});
      return ExitCode::Failed;
    }
    cluster = kafka::describe(connection, topics, kPatience);
  }
  if (!cluster) {
    print_all(findings);
    return no_answer(connection.brokers, cluster.error());
  }
  findings.push_back({Finding::Level::Fine, answered(*cluster, connection.brokers), ""});
  std::ranges::copy(examine_certificates(*cluster, now), std::back_inserter(findings));
  std::ranges::copy(examine(*configuration, *cluster), std::back_inserter(findings));
  std::ranges::copy(examine_rights(*configuration, connection, cluster->identity),
                    std::back_inserter(findings));
  return print_all(findings);
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
