#include "daemon/commands/feedback_options.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <CLI/CLI.hpp>

#include <chrono>

#include "base/files.h"
#include "daemon/logs/logging.h"
#include "daemon/logs/process_log.h"
#include "daemon/pipeline/kafka_ends.h"
#include "kafka/table_reader.h"

namespace newswatch::daemon {
namespace {

/// Waits for brokers that do not answer, anew whenever one has.
Result<void> read_to_its_end(kafka::TableReader& table) {
  constexpr std::chrono::seconds kPatience{15};
  constexpr std::chrono::seconds kOneTry{1};
  auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!table.is_complete()) {
    if (table.poll(kOneTry)) deadline = std::chrono::steady_clock::now() + kPatience;
    const auto health = table.status()->health();
    if (!health.refused.empty()) return fail(ErrorCode::Refused, health.refused);
    if (table.is_complete() || std::chrono::steady_clock::now() < deadline) continue;
    return fail(ErrorCode::Unavailable,
                fmt::format("topic \"{}\" can't be read: {}", table.topic(),
                            health.last_error.empty() ? "no broker answers" : health.last_error));
  }
  return {};
}

Result<JudgedAlerts> read_topic(const std::string& topic, const Configuration& configuration,
                                std::vector<std::string>& problems) {
  start_logging({.level = LogLevel::Error, .format = LogFormat::Text}, {});
  auto table =
      kafka::TableReader::create(connection_options(configuration.kafka), topic, log_kafka);
  if (!table) return Unexpected(table.error());
  if (auto read = read_to_its_end(**table); !read) return Unexpected(read.error());
  JudgedAlerts judged;
  for (const auto& [key, row] : (*table)->rows()) {
    if (auto verdict = parse_verdict(row.value))
      judged.add(*verdict);
    else
      problems.push_back(fmt::format("{}[{}]@{}: this is no verdict: {}", topic, key.partition,
                                     row.offset, verdict.error().message));
  }
  return judged;
}

Result<JudgedAlerts> read_text(const std::string& file, std::vector<std::string>& problems) {
  const auto text = read_file(file);
  if (!text) return fail(text.error().code, fmt::format("{}: {}", file, text.error().message));
  return judged_alerts(*text, file, problems);
}

}  // namespace

void add_feedback_options(CLI::App& command, FeedbackOptions& options) {
  auto* file = command.add_option("--feedback", options.file,
                                  "What subscribers said of alerts: a file with a verdict a line");
  auto* topic = command.add_option("--feedback-topic", options.topic,
                                   "The same from this Kafka topic, as feedback.topic has it");
  file->excludes(topic);
  // Brokers are asked for one topic or the other.
  auto* brokers = command.get_option("--brokers");
  auto* articles = command.get_option("--topic");
  brokers->remove_needs(articles);
  command.parse_complete_callback([brokers, articles, topic] {
    if (brokers->count() > 0 && articles->count() + topic->count() == 0)
      throw CLI::RequiresError("--brokers", "--topic or --feedback-topic");
  });
}

Result<JudgedAlerts> read_feedback(const FeedbackOptions& options,
                                   const Configuration& configuration, std::ostream& complaints) {
  if (options.file.empty() && options.topic.empty()) return JudgedAlerts();
  std::vector<std::string> problems;
  auto judged = options.topic.empty() ? read_text(options.file, problems)
                                      : read_topic(options.topic, configuration, problems);
  for (const std::string& problem : problems) fmt::print(complaints, "{}\n", problem);
  return judged;
}

}  // namespace newswatch::daemon
