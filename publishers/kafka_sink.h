#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "publishers/topic_sink.h"

namespace newswatch::publishers {

/// Alerts, annotations and dead letters to Kafka topics, at least once and without loss: what was
/// handed over is kept until all in-sync replicas have it, and sent again after every failure,
/// first after 100 ms, at last every 2 s. So between two flushes it holds what one batch gave it,
/// and librdkafka holds a second copy of what is in flight.
///
/// - A missing right: `flush` answers `Refused`; a missing topic: `Unavailable` with `create it`.
///   Both are tried again.
/// - An alert larger than its topic takes (alone: brokers refuse whole batches) is replaced by a
///   dead letter of its article with the code `too_large`.
/// - A dead letter larger than its topic takes is sent without its payload.
/// - An annotation larger than its topic takes is replaced by one without findings, and dropped
///   where even the article's id is too large. It costs its article no alert.
/// - An annotation that failed is not sent again once a newer one of the same article was handed
///   over: it would be the last, which a compacted topic keeps.
class KafkaSink final : public TopicSink {
 public:
  KafkaSink(std::unique_ptr<kafka::Producer> producer, KafkaSinkOptions options);

  using TopicSink::publish;
  Result<void> publish(const alerts::Annotation& annotation, const Record& record) override;
  /// After an error it has waited all of `wait`, but for `Fatal`.
  Result<void> flush(std::chrono::milliseconds wait) override;
  SinkCounts take_counts() override;

 private:
  using Steady = std::chrono::steady_clock;

  enum class State { Waiting, InFlight, Failed };

  struct Pending {
    Outgoing outgoing;
    State state = State::Waiting;
    bool alone = false;  // refused as too large, maybe because of its neighbours in the batch
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
  };

  Result<void> hand_over(Outgoing outgoing) override;
  void send();
  bool send_one(std::uint64_t token, Pending& pending);
  void wait_for_news(Steady::time_point deadline);
  void settle();
  void drop_needless_annotations();
  void settle_one(std::uint64_t token, rd_kafka_resp_err_t error);
  void fail_one(Pending& pending, rd_kafka_resp_err_t error);
  void shrink(Pending& pending);
  void retry_failed();
  Result<void> unfinished() const;

  std::map<std::uint64_t, Pending> pending_;  // by token, so in the order of arrival
  std::uint64_t next_token_ = 1;
  std::unordered_map<std::string, std::uint64_t>
      newest_annotations_;  // by article: the token of the last one since all was safe
  std::size_t in_flight_ = 0;
  bool alone_in_flight_ = false;
  bool some_failed_ = false;  // since all was safe
  std::chrono::milliseconds retry_wait_;
  Steady::time_point retry_at_;  // of what failed
  SinkCounts counts_;
};

}  // namespace newswatch::publishers
