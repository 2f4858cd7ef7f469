#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kafka/consumer.h"
#include "kafka/mock_cluster.h"
#include "kafka/producer.h"

namespace newswatch::kafka {

/// Long enough for a broker in memory on a busy machine under a sanitizer; nothing waits for its
/// end.
inline constexpr std::chrono::seconds kPatience{60};

/// Numbers of Kafka's requests, for injected errors.
enum class Api : std::int16_t {
  Produce = 0,
  OffsetCommit = 8,
  OffsetFetch = 9,
  JoinGroup = 11,
  Heartbeat = 12,
  SyncGroup = 14,
  EndTxn = 26,
  TxnOffsetCommit = 28
};

/// @return whether `done` came true in time.
inline bool eventually(const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!done())
    if (std::chrono::steady_clock::now() > deadline) return false;
  return true;
}

/// Why a topic can't be refused before a client has seen it; empty where it can. The broker in
/// memory names its partitions all the same, unlike a real one, and librdkafka 2.8 then ends the
/// process. tests/integration/test_security.py has a real broker refuse each topic.
inline std::string why_no_early_refusal() {
  constexpr int kWellUpTo = 0x020002FF;
  return rd_kafka_version() <= kWellUpTo
             ? ""
             : fmt::format("librdkafka {} CAN'T READ ITS OWN BROKER'S REFUSAL: not checked",
                           rd_kafka_version_str());
}

/// A record as a subscriber reads it.
struct Received {
  std::string key;
  std::string payload;
  std::map<std::string, std::string> headers;
};

/// A broker in memory, and what tests do with it. Each topic and group of a test is new.
class TestCluster {
 public:
  TestCluster() : cluster_(std::move(MockCluster::create()).value()) {}

  MockCluster& mock() { return *cluster_; }

  std::string new_topic(int partitions = 1) {
    auto name = fmt::format("topic-{}", ++topics_);
    EXPECT_TRUE(cluster_->create_topic(name, partitions));
    return name;
  }

  ConnectionOptions options(std::vector<std::string> topics) {
    ConnectionOptions options;
    options.brokers = cluster_->brokers();
    options.topics = std::move(topics);
    options.group = fmt::format("group-{}", ++groups_);
    options.properties.set("topic.metadata.refresh.interval.ms", "500");
    options.properties.set("statistics.interval.ms", "200");
    // A group in memory waits for its last member's session to end, even of one that left.
    options.consumer_properties = {{"session.timeout.ms", "3000"},
                                   {"heartbeat.interval.ms", "300"}};
    return options;
  }

  /// How long the broker takes for each answer from now on.
  void set_round_trip(std::chrono::milliseconds time) {
    rd_kafka_mock_broker_set_rtt(cluster_->handle(), 1, static_cast<int>(time.count()));
  }

  void push_errors(Api api, std::vector<rd_kafka_resp_err_t> errors) {
    rd_kafka_mock_push_request_errors_array(cluster_->handle(), static_cast<std::int16_t>(api),
                                            errors.size(), errors.data());
  }
  void clear_errors(Api api) {
    rd_kafka_mock_clear_request_errors(cluster_->handle(), static_cast<std::int16_t>(api));
  }
  void set_topic_error(const std::string& topic, rd_kafka_resp_err_t error) {
    rd_kafka_mock_topic_set_error(cluster_->handle(), topic.c_str(), error);
  }

  void put(const std::vector<OutgoingMessage>& messages, const Properties& properties = {}) {
    auto with = options({});
    with.producer_properties = properties;
    const auto producer = std::move(Producer::create(with, {})).value();
    for (const auto& message : messages)
      EXPECT_EQ(producer->produce(message, 0, kPatience), RD_KAFKA_RESP_ERR_NO_ERROR);
    EXPECT_TRUE(producer->flush(kPatience));
  }
  void put(const std::string& topic, const std::vector<std::string>& payloads) {
    std::vector<OutgoingMessage> messages;
    for (const auto& payload : payloads)
      messages.push_back(
          {.topic = topic, .key = "key-" + payload, .payload = payload, .headers = {}});
    put(messages);
  }

  /// Writes one record of a table; without a value it deletes the key.
  void put_row(const std::string& topic, const std::string& key,
               const std::optional<std::string>& value, std::int32_t partition = 0) {
    auto conf = producer_properties(options({})).value().to_conf().value();
    const std::unique_ptr<rd_kafka_t, decltype(&rd_kafka_destroy)> producer(
        rd_kafka_new(RD_KAFKA_PRODUCER, conf.release(), nullptr, 0), &rd_kafka_destroy);
    const TopicHandle named(rd_kafka_topic_new(producer.get(), topic.c_str(), nullptr));
    auto copy = value.value_or("");
    EXPECT_EQ(
        rd_kafka_produce(named.get(), partition, RD_KAFKA_MSG_F_COPY, value ? copy.data() : nullptr,
                         copy.size(), key.data(), key.size(), nullptr),
        0);
    EXPECT_EQ(rd_kafka_flush(producer.get(),
                             static_cast<int>(std::chrono::milliseconds(kPatience).count())),
              RD_KAFKA_RESP_ERR_NO_ERROR);
  }

  /// @return what `read` does, without keys and headers.
  std::vector<std::string> payloads(const std::string& topic, std::size_t count) {
    std::vector<std::string> all;
    for (const auto& received : read(topic, count)) all.push_back(received.payload);
    return all;
  }
  /// @return the records of the topic's one partition, once there are `count`.
  std::vector<Received> read(const std::string& topic, std::size_t count) {
    auto conf = Properties{{"bootstrap.servers", cluster_->brokers()}, {"group.id", "reader"}};
    const std::unique_ptr<rd_kafka_t, decltype(&rd_kafka_destroy)> reader(
        rd_kafka_new(RD_KAFKA_CONSUMER, conf.to_conf().value().release(), nullptr, 0),
        &rd_kafka_destroy);
    const ListHandle start(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(start.get(), topic.c_str(), 0)->offset =
        RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_assign(reader.get(), start.get());
    std::vector<Received> all;
    EXPECT_TRUE(eventually([&] {
      const MessageHandle message(rd_kafka_consumer_poll(reader.get(), 100));
      if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) all.push_back(received(*message));
      return all.size() >= count;
    }));
    return all;
  }

 private:
  static std::string text(const void* data, std::size_t size) {
    return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
  }

  static Received received(const rd_kafka_message_t& message) {
    Received result{text(message.key, message.key_len), text(message.payload, message.len), {}};
    rd_kafka_headers_t* headers = nullptr;
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return result;
    for (std::size_t i = 0;
         rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
         ++i)
      result.headers[name] = text(value, size);
    return result;
  }

  std::unique_ptr<MockCluster> cluster_;
  int topics_ = 0;
  int groups_ = 0;
};

}  // namespace newswatch::kafka
