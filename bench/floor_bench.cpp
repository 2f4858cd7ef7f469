// The least that any daemon on librdkafka and simdjson has to do, for bench/end_to_end.py: consume,
// parse, produce so many records of such a size, and commit both in transactions. It looks for
// nothing. Prints "ready" when it has subscribed, and runs until SIGTERM.
//
// usage: floor_bench BROKERS GROUP FROM_TOPIC TO_TOPIC RECORDS_OUT_PER_RECORD RECORD_BYTES

#include <librdkafka/rdkafka.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kafka/handles.h"

namespace newswatch::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostRecords = 2000;  // between two commits, as pipeline.batch_records
constexpr std::chrono::milliseconds kMostWait{20};
constexpr int kTimeoutMs = 30'000;

volatile std::sig_atomic_t asked_to_end = 0;

[[noreturn]] void give_up(std::string_view what, std::string_view why) {
  std::cerr << what << ": " << why << '\n';
  std::exit(1);
}

void check(rd_kafka_error_t* result, std::string_view what) {
  const kafka::ErrorHandle error(result);
  if (error) give_up(what, rd_kafka_error_string(error.get()));
}

struct Work {
  std::string brokers, group, from, to;
  double records_per_record = 0;
  std::size_t record_bytes = 0;
};

rd_kafka_t* client(rd_kafka_type_t type,
                   const std::vector<std::pair<const char*, std::string>>& properties) {
  std::array<char, 512> reason{};
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  for (const auto& [name, value] : properties) {
    if (rd_kafka_conf_set(conf, name, value.c_str(), reason.data(), reason.size()) !=
        RD_KAFKA_CONF_OK)
      give_up(name, reason.data());
  }
  rd_kafka_t* made = rd_kafka_new(type, conf, reason.data(), reason.size());
  if (made == nullptr) give_up("librdkafka", reason.data());
  return made;
}

/// One consumer and one producer, for the life of the process, with which they end.
class Floor {
 public:
  explicit Floor(Work work)
      : work_(std::move(work)),
        consumer_(client(RD_KAFKA_CONSUMER, {{"bootstrap.servers", work_.brokers},
                                             {"group.id", work_.group},
                                             {"enable.auto.commit", "false"},
                                             {"auto.offset.reset", "earliest"},
                                             // As Newswatch has it.
                                             {"queued.max.messages.kbytes", "65536"}})),
        producer_(client(RD_KAFKA_PRODUCER, {{"bootstrap.servers", work_.brokers},
                                             {"transactional.id", work_.group},
                                             {"linger.ms", "50"}})),
        topic_(rd_kafka_topic_new(producer_, work_.to.c_str(), nullptr)) {
    rd_kafka_poll_set_consumer(consumer_);
    check(rd_kafka_init_transactions(producer_, kTimeoutMs), "init_transactions");
    const kafka::ListHandle topics(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(topics.get(), work_.from.c_str(), RD_KAFKA_PARTITION_UA);
    if (const auto error = rd_kafka_subscribe(consumer_, topics.get()))
      give_up(work_.from, rd_kafka_err2str(error));
  }

  void run() {
    while (asked_to_end == 0) {
      const auto batch = poll();
      if (batch.empty()) continue;
      check(rd_kafka_begin_transaction(producer_), "begin_transaction");
      for (const kafka::MessageHandle& record : batch) handle(*record);
      commit();
    }
    rd_kafka_consumer_close(consumer_);
  }

 private:
  std::vector<kafka::MessageHandle> poll() {
    std::vector<kafka::MessageHandle> batch;
    const auto deadline = Clock::now() + kMostWait;
    while (batch.size() < kMostRecords) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      const int wait_ms = left.count() > 0 ? static_cast<int>(left.count()) : 0;
      kafka::MessageHandle record(rd_kafka_consumer_poll(consumer_, wait_ms));
      if (!record) break;
      if (record->err != RD_KAFKA_RESP_ERR_NO_ERROR)
        give_up(work_.from, rd_kafka_message_errstr(record.get()));
      batch.push_back(std::move(record));
    }
    return batch;
  }

  void handle(const rd_kafka_message_t& record) {
    next_offsets_[record.partition] = record.offset + 1;
    const auto [id, body] = parse(record);
    for (due_ += work_.records_per_record; due_ >= 1; due_ -= 1) produce(id, body);
  }

  /// @return valid until the next call.
  std::pair<std::string_view, std::string_view> parse(const rd_kafka_message_t& record) {
    const std::string_view text(static_cast<const char*>(record.payload), record.len);
    padded_.assign(text);
    padded_.reserve(padded_.size() + simdjson::SIMDJSON_PADDING);
    auto parsed = parser_.iterate(padded_.data(), padded_.size(), padded_.capacity());
    std::string_view id, body;
    if (parsed["id"].get(id) != simdjson::SUCCESS || parsed["body"].get(body) != simdjson::SUCCESS)
      give_up(work_.from, "a record is no article with \"id\" and \"body\"");
    return {id, body};
  }

  void produce(std::string_view id, std::string_view body) {
    payload_.assign(R"({"id":")").append(id).append(R"(","body":")");
    const std::size_t left = work_.record_bytes - std::min(work_.record_bytes, payload_.size() + 2);
    payload_.append(body.substr(0, left)).append(left - std::min(left, body.size()), ' ');
    payload_.append(R"("})");
    while (rd_kafka_produce(topic_.get(), RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY,
                            payload_.data(), payload_.size(), id.data(), id.size(), nullptr) != 0) {
      const auto error = rd_kafka_last_error();
      if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL) give_up(work_.to, rd_kafka_err2str(error));
      rd_kafka_poll(producer_, 10);
    }
  }

  void commit() {
    const kafka::ListHandle offsets(
        rd_kafka_topic_partition_list_new(static_cast<int>(next_offsets_.size())));
    for (const auto& [partition, offset] : next_offsets_) {
      rd_kafka_topic_partition_list_add(offsets.get(), work_.from.c_str(), partition)->offset =
          offset;
    }
    const kafka::GroupHandle group(rd_kafka_consumer_group_metadata(consumer_));
    check(rd_kafka_send_offsets_to_transaction(producer_, offsets.get(), group.get(), kTimeoutMs),
          "send_offsets_to_transaction");
    check(rd_kafka_commit_transaction(producer_, kTimeoutMs), "commit_transaction");
    next_offsets_.clear();
  }

  Work work_;
  rd_kafka_t* consumer_;
  rd_kafka_t* producer_;
  kafka::TopicHandle topic_;
  std::map<std::int32_t, std::int64_t> next_offsets_;
  simdjson::ondemand::parser parser_;
  std::string padded_, payload_;
  double due_ = 0;  // records out that are owed
};

}  // namespace
}  // namespace newswatch::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() != 6) {
    std::cerr << "usage: floor_bench BROKERS GROUP FROM_TOPIC TO_TOPIC RECORDS_OUT_PER_RECORD "
                 "RECORD_BYTES\n";
    return 2;
  }
  std::signal(SIGTERM, [](int) { newswatch::bench::asked_to_end = 1; });
  newswatch::bench::Floor floor({.brokers = arguments[0],
                                 .group = arguments[1],
                                 .from = arguments[2],
                                 .to = arguments[3],
                                 .records_per_record = std::stod(arguments[4]),
                                 .record_bytes = std::stoul(arguments[5])});
  std::cout << "ready" << std::endl;
  floor.run();
  return 0;
}
