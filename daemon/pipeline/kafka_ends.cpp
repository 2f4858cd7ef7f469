#include "daemon/pipeline/kafka_ends.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

#include "daemon/logs/process_log.h"
#include "publishers/kafka_sink.h"

namespace newswatch::daemon {
namespace {

publishers::KafkaSinkOptions sink_options(const Configuration& configuration) {
  const AlertsConfig& alerts = configuration.alerts;
  return {.alert_topic = alerts.topic,
          .topic_label = alerts.topic_label,
          .dead_letter_topic = alerts.dead_letter_topic,
          .near_miss_topic = alerts.near_miss_topic,
          .annotation_topic = configuration.annotations.topic};
}

void warn(const Error& error) { spdlog::warn("{}", error.message); }

/// The second half of `connect`, for either kind of sink.
template <typename SinkType, typename DeliveryType>
KafkaEnds join(std::unique_ptr<consumers::KafkaSource> source,
               std::unique_ptr<kafka::Producer> producer, const Configuration& configuration) {
  auto sink = std::make_unique<SinkType>(std::move(producer), sink_options(configuration));
  KafkaEnds ends;
  ends.producer_status = sink->status();
  ends.delivery = std::make_unique<DeliveryType>(*source, *sink, warn);
  ends.source = std::move(source);
  ends.stage_sink = sink.get();
  ends.sink = std::move(sink);
  return ends;
}

}  // namespace

Result<KafkaEnds> connect(const Configuration& configuration, const KafkaRole& role) {
  auto connection = connection_options(configuration.kafka);
  connection.topics = role.topics;
  connection.group = role.group;
  connection.instance_id = role.is_static ? role.member : "";
  if (role.is_careful) connection.consumer_properties.set("fetch.message.max.bytes", "1");
  const bool exactly_once = configuration.delivery == DeliveryPromise::ExactlyOnce;
  if (exactly_once) connection.transactional_id = fmt::format("{}-{}", role.group, role.member);
  connection.transactional_prefix = configuration.kafka.group;

  auto consumer = kafka::Consumer::create(connection, log_kafka);
  if (!consumer) return Unexpected(consumer.error());
  auto producer = kafka::Producer::create(connection, log_kafka);
  if (!producer) return Unexpected(producer.error());
  // Larger transactions are fewer; without them there is nothing to wait for.
  const auto gather = exactly_once ? configuration.commit.pending : std::chrono::milliseconds(0);
  auto source = std::make_unique<consumers::KafkaSource>(*std::move(consumer), gather);
  if (exactly_once) {
    return join<publishers::TransactionalSink, ExactlyOnce>(std::move(source), *std::move(producer),
                                                            configuration);
  }
  return join<publishers::KafkaSink, AtLeastOnce>(std::move(source), *std::move(producer),
                                                  configuration);
}

}  // namespace newswatch::daemon
