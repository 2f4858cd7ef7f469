#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>

namespace newswatch::kafka {

/// Frees what librdkafka's C API hands out.
struct Free {
  void operator()(rd_kafka_conf_t* conf) const { rd_kafka_conf_destroy(conf); }
  void operator()(rd_kafka_consumer_group_metadata_t* group) const {
    rd_kafka_consumer_group_metadata_destroy(group);
  }
  void operator()(rd_kafka_error_t* error) const { rd_kafka_error_destroy(error); }
  void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
  void operator()(rd_kafka_headers_t* headers) const { rd_kafka_headers_destroy(headers); }
  void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
  void operator()(const rd_kafka_metadata_t* metadata) const {
    rd_kafka_metadata_destroy(metadata);
  }
  void operator()(rd_kafka_queue_t* queue) const { rd_kafka_queue_destroy(queue); }
  void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
  void operator()(rd_kafka_topic_partition_list_t* list) const {
    rd_kafka_topic_partition_list_destroy(list);
  }
};

using ConfHandle = std::unique_ptr<rd_kafka_conf_t, Free>;
using ErrorHandle = std::unique_ptr<rd_kafka_error_t, Free>;
using EventHandle = std::unique_ptr<rd_kafka_event_t, Free>;
/// A consumer's place in its group: which generation of the group it belongs to.
using GroupHandle = std::unique_ptr<rd_kafka_consumer_group_metadata_t, Free>;
using HeadersHandle = std::unique_ptr<rd_kafka_headers_t, Free>;
/// A message in librdkafka's memory. It must go before the consumer that it came from.
using MessageHandle = std::unique_ptr<rd_kafka_message_t, Free>;
using MetadataHandle = std::unique_ptr<const rd_kafka_metadata_t, Free>;
using QueueHandle = std::unique_ptr<rd_kafka_queue_t, Free>;
using TopicHandle = std::unique_ptr<rd_kafka_topic_t, Free>;
using ListHandle = std::unique_ptr<rd_kafka_topic_partition_list_t, Free>;

}  // namespace newswatch::kafka
