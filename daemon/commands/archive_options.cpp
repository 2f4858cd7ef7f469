#include "daemon/commands/archive_options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <utility>

#include "consumers/article_files.h"
#include "consumers/file_source.h"
#include "consumers/topic_source.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/logs/logging.h"
#include "daemon/logs/process_log.h"

namespace newswatch::daemon {
namespace {

/// Waits for brokers that do not answer. Errors: as `RangeReader::find`.
Result<kafka::TopicRange> find_range(kafka::RangeReader& reader, const ArchiveOptions& command) {
  constexpr std::chrono::seconds kPatience{15};
  constexpr std::chrono::seconds kOneTry{5};
  const auto from = consumers::parse_topic_place(command.from);
  const auto to = consumers::parse_topic_place(command.to);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    auto range = reader.find(*from, *to, kOneTry);
    const bool may_come = !range && range.error().code == ErrorCode::Unavailable;
    if (!may_come || std::chrono::steady_clock::now() >= deadline) return range;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
}

Result<Archive> topic_archive(const ArchiveOptions& command, const Configuration& config) {
  start_logging({.level = LogLevel::Warn, .format = LogFormat::Text}, {});
  auto reader =
      kafka::RangeReader::create(connection_options(config.kafka), command.topic, log_kafka);
  if (!reader) return Unexpected(reader.error());
  auto range = find_range(**reader, command);
  if (!range) return Unexpected(range.error());
  auto identity = fmt::format("{} from {} to {}", command.topic, command.from, command.to);
  return Archive{.source = std::make_unique<consumers::TopicSource>(
                     *std::move(reader), std::move(identity), *std::move(range)),
                 .files = {}};
}

/// Of `--from` and `--to`. @return what is wrong, or nothing, as CLI11 asks.
std::string check_place(const std::string& text) {
  if (consumers::parse_topic_place(text)) return {};
  return fmt::format(
      "\"{}\" is no place in a topic: give a time, as in 2026-11-27T08:30:00Z or 2026-11-27, an "
      "offset for all partitions, as in 1200, offsets of some, as in 0:1200,3:1180, beginning or "
      "end",
      text);
}

void add_topic_options(CLI::App& command, ArchiveOptions& options) {
  auto* topic = command.add_option("--topic", options.topic,
                                   "Read articles from this Kafka topic instead of files, beside "
                                   "all that is in groups");
  topic->excludes(command.get_option("ARTICLES"));
  command.add_option("--brokers", options.brokers, "Kafka brokers, instead of kafka.brokers")
      ->needs(topic);
  command.add_option("--from", options.from, "Begin with the first record of that time or offset")
      ->needs(topic)
      ->check(check_place);
  command.add_option("--to", options.to, "End before the first record of that time or offset")
      ->needs(topic)
      ->check(check_place);
}

}  // namespace

void add_archive_options(CLI::App& command, ArchiveOptions& options) {
  add_articles(command, options);
  add_topic_options(command, options);
  command.add_option("--threads", options.threads, "How many to work with (default: one a core)")
      ->check(CLI::Range(1, 1024));
}

std::optional<Configuration> read_archive_configuration(const ArchiveOptions& options,
                                                        std::ostream& complaints,
                                                        bool asks_brokers) {
  if (options.topic.empty() && !asks_brokers)
    return read_offline_configuration(options.config, complaints);
  std::vector<Override> overrides;
  if (!options.brokers.empty())
    overrides.push_back({"kafka.brokers", options.brokers, "--brokers"});
  return read_configuration(options.config, std::move(overrides), complaints);
}

Result<Archive> open_archive(const ArchiveOptions& options, const Configuration& configuration) {
  if (!options.topic.empty()) return topic_archive(options, configuration);
  auto files = consumers::find_article_files(options.articles);
  if (!files) return Unexpected(files.error());
  return Archive{.source = std::make_unique<consumers::FileSource>(*files), .files = *files};
}

bool is_written(const std::ofstream& file) {
  const bool written = std::cout && (!file.is_open() || file);
  if (!written)
    std::cerr << "the output can't be written: the disk is full or the pipe is closed\n";
  return written;
}

}  // namespace newswatch::daemon
