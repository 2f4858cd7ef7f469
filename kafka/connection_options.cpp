#include "kafka/connection_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace newswatch::kafka {
namespace {

// Largest article record that the configuration allows (articles.max_record_bytes) and its frame: a
// dead letter carries it back, so the limit that counts is the topic's.
constexpr std::string_view kMessageMaxBytes = "68157440";

Properties common_defaults() {
  return {{"client.id", "newswatch"},
          {"socket.nagle.disable", "true"},
          {"socket.keepalive.enable", "true"},
          {"reconnect.backoff.max.ms", "1000"},  // a broker that comes back is found soon
          {"log.connection.close", "false"},     // brokers close idle connections: no news
          {"statistics.interval.ms", "1000"},
          {"topic.metadata.refresh.interval.ms", "30000"},  // finds new partitions, new topics
          {"message.max.bytes", std::string(kMessageMaxBytes)}};
}

// Times: a stuck member's partitions move within 60 s, a dead one's within that of its session.
// That is longer than a broker's (broker.session.timeout.ms, 9 s): else the death of the group's
// coordinator would throw all members out. A static member gets the time to come back.
Properties consumer_defaults(bool is_static) {
  return {{"allow.auto.create.topics", "false"},
          {"check.crcs", "true"},
          {"auto.offset.reset", "earliest"},  // latest loses what arrives before a new partition
                                              // is noticed
          {"queued.max.messages.kbytes", "65536"},  // less makes 2.0.2 pause for a second at a time
          {"session.timeout.ms", is_static ? "30000" : "15000"},
          {"heartbeat.interval.ms", "1000"},
          {"max.poll.interval.ms", "60000"}};
}

Properties producer_defaults() {
  return {{"linger.ms", "2"},
          {"message.timeout.ms", "30000"},  // then the sink hears why, and sends it again
          {"topic.metadata.propagation.max.ms", "10000"},
          {"queue.buffering.max.kbytes", "131072"}};  // must exceed message.max.bytes
}

// A dead member holds up those who read its transactions for as long as these time-outs. Nobody
// reads a message before its transaction is committed, and flushing, which comes first, waits for
// no linger: so requests may be large.
Properties transaction_defaults() {
  return {
      {"transaction.timeout.ms", "10000"}, {"message.timeout.ms", "10000"}, {"linger.ms", "50"}};
}

Result<void> refuse_owned(const Properties& properties) {
  for (const auto& [name, value] : properties.entries())
    if (const auto why = why_owned(name))
      return fail(ErrorCode::InvalidConfiguration,
                  fmt::format("Kafka property \"{}\" {}", name, *why));
  return {};
}

Result<Properties> merge(Properties defaults, const ConnectionOptions& options,
                         const Properties& side) {
  defaults.set_all(options.properties);
  defaults.set_all(side);
  if (auto checked = refuse_owned(defaults); !checked) return Unexpected(checked.error());
  if (auto checked = check_login(defaults, rd_kafka_version()); !checked)
    return Unexpected(checked.error());
  defaults.set("bootstrap.servers", options.brokers);
  defaults.set("log.queue", "true");  // log lines wait for the owner's poll: one thread logs
  return defaults;
}

bool names_scram(std::string mechanism) {
  std::ranges::transform(mechanism, mechanism.begin(), [](unsigned char letter) {
    return static_cast<char>(std::toupper(letter));
  });
  return mechanism.starts_with("SCRAM");
}

}  // namespace

Result<Properties> consumer_properties(const ConnectionOptions& options) {
  auto defaults = common_defaults();
  defaults.set_all(consumer_defaults(!options.instance_id.empty()));
  auto merged = merge(std::move(defaults), options, options.consumer_properties);
  if (!merged) return merged;
  merged->set("group.id", options.group);
  if (!options.instance_id.empty()) merged->set("group.instance.id", options.instance_id);
  const bool range = options.assignor == Assignor::Range;
  merged->set("partition.assignment.strategy", range ? "range" : "cooperative-sticky");
  merged->set("enable.partition.eof", "true");  // ends of transactions stand there, too
  merged->set("enable.auto.commit", "false");
  merged->set("enable.auto.offset.store", "false");
  return merged;
}

Result<Properties> table_properties(const ConnectionOptions& options) {
  auto dynamic = options;
  dynamic.instance_id.clear();
  auto merged = consumer_properties(dynamic);  // librdkafka assigns nothing without a group's name
  if (!merged) return merged;
  merged->set("allow.auto.create.topics", "false");
  merged->set("auto.offset.reset", "earliest");
  merged->set("isolation.level", "read_committed");
  // Small records are read faster than 2.0.2 looks, once a second, whether there is room for more.
  merged->set("queued.min.messages", "10000000");
  return merged;
}

Result<Properties> producer_properties(const ConnectionOptions& options) {
  auto defaults = common_defaults();
  defaults.set_all(producer_defaults());
  if (!options.transactional_id.empty()) defaults.set_all(transaction_defaults());
  auto merged = merge(std::move(defaults), options, options.producer_properties);
  if (!merged) return merged;
  merged->set("enable.idempotence", "true");
  merged->set("acks", "all");
  if (!options.transactional_id.empty()) merged->set("transactional.id", options.transactional_id);
  return merged;
}

std::chrono::milliseconds metadata_refresh_interval(const Properties& properties) {
  constexpr std::chrono::milliseconds kLeast{1000};
  std::int64_t interval = 0;
  if (const auto* text = properties.find("topic.metadata.refresh.interval.ms"))
    std::from_chars(text->data(), text->data() + text->size(), interval);
  return std::max(std::chrono::milliseconds(interval), kLeast);
}

Result<void> check_login(const Properties& properties, int version) {
  constexpr int kFixed = 0x020601ff;
  for (const auto* name : {"sasl.mechanism", "sasl.mechanisms"}) {
    const auto* mechanism = properties.find(name);
    if (mechanism != nullptr && names_scram(*mechanism) && version < kFixed)
      return fail(
          ErrorCode::InvalidConfiguration,
          fmt::format("{}: librdkafka {}.{}.{} cannot log in to Kafka 4 with SCRAM, 2.6.1 "
                      "and later can: log in with PLAIN over TLS or a client certificate, or use "
                      "Debian 13",
                      *mechanism, version >> 24, (version >> 16) & 0xff, (version >> 8) & 0xff));
  }
  return {};
}

}  // namespace newswatch::kafka
