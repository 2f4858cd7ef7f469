#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "kafka/producer.h"
#include "publishers/messages.h"
#include "publishers/sink.h"

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
class KafkaSink final : public Sink {
 public:
  KafkaSink(std::unique_ptr<kafka::Producer> producer, KafkaSinkOptions options);

  Result<void> publish(const alerts::Alert& alert, const Record& record) override;
  Result<void> publish(const alerts::Annotation& annotation, const Record& record) override;
  Result<void> dead_letter(const Record& record, const Error& why) override;
  /// After an error it has waited all of `wait`, but for `Fatal`.
  Result<void> flush(std::chrono::milliseconds wait) override;
  SinkCounts take_counts() override;

  /// Health and statistics, for any thread; outlives the sink.
  std::shared_ptr<const kafka::ClientStatus> status() const { return producer_->status(); }

 private:
  using Steady = std::chrono::steady_clock;

  enum class Content { Alert, NearMiss, Annotation, DeadLetter };
  enum class State { Waiting, InFlight, Failed };

  struct Pending {
    kafka::OutgoingMessage message;
    Content content = Content::Alert;
    std::shared_ptr<const Record> record = nullptr;  // of an alert or near miss
    ErrorCode code{};                                // of a dead letter
    State state = State::Waiting;
    bool alone = false;      // refused as too large, maybe because of its neighbours in the batch
    bool truncated = false;  // a dead letter or annotation that lost its payload already
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
  };

  Result<void> hand_over(Pending pending);
  void send();
  bool send_one(std::uint64_t token, Pending& pending);
  void wait_for_news(Steady::time_point deadline);
  void settle();
  void drop_needless_annotations();
  void settle_one(std::uint64_t token, rd_kafka_resp_err_t error);
  void count_success(const Pending& pending);
  void fail_one(Pending& pending, rd_kafka_resp_err_t error);
  void shrink(Pending& pending);
  void make_smaller(Pending& pending);
  void retry_failed();
  Result<void> unfinished() const;
  std::shared_ptr<const Record> share(const Record& record);

  std::unique_ptr<kafka::Producer> producer_;
  KafkaSinkOptions options_;
  std::map<std::uint64_t, Pending> pending_;  // by token, so in the order of arrival
  std::uint64_t next_token_ = 1;
  std::unordered_map<std::string, std::uint64_t>
      newest_annotations_;  // by article: the token of the last one since all was safe
  std::size_t in_flight_ = 0;
  bool alone_in_flight_ = false;
  bool some_failed_ = false;  // since all was safe
  std::chrono::milliseconds retry_wait_;
  Steady::time_point retry_at_;  // of what failed
  std::shared_ptr<const Record> last_record_;
  SinkCounts counts_;
};

}  // namespace newswatch::publishers
