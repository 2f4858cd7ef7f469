#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "publishers/topic_sink.h"

namespace newswatch::publishers {

/// Alerts, annotations and dead letters to Kafka topics, exactly once: what was handed over since
/// the last commit becomes readable together with the offsets of what it came from, or never.
///
/// A message that can't be published spoils its transaction: `deliver` answers `Aborted`, the
/// caller aborts and hands all of it over again. A message that its topic does not take is sent
/// alone then (brokers refuse whole batches), and, if that fails too, made smaller as `KafkaSink`
/// does it.
///
/// The caller's order: `prepare` once; then hand over, `deliver`, `send_offsets`, `commit`, or
/// `abort` at any point. After `Unavailable` the same call again, and no other but `abort` in place
/// of `deliver` or `send_offsets`.
class TransactionalSink final : public TopicSink {
 public:
  /// @param producer  one with a transactional id.
  TransactionalSink(std::unique_ptr<kafka::Producer> producer, KafkaSinkOptions options);

  /// Shuts out an earlier producer of the same name. Errors: `Unavailable`, `Refused`, `Fatal`.
  Result<void> prepare(std::chrono::milliseconds wait);

  /// Serves the producer and tells of its health alone: only a commit makes anything safe.
  Result<void> flush(std::chrono::milliseconds wait) override;

  /// Begins a transaction, as the first message does by itself. Errors: as `deliver`.
  Result<void> open();
  /// @return whether there is one, since the last commit or abort.
  bool is_open() const { return is_open_; }

  /// Waits until all that was handed over is with the brokers. Where a message fails it first waits
  /// for what becomes of the others. Errors: `Unavailable`, `Aborted`, `Fatal`.
  Result<void> deliver(std::chrono::milliseconds wait);
  /// Errors: as `deliver`.
  Result<void> send_offsets(const kafka::Offsets& next_offsets, const kafka::GroupHandle& group,
                            std::chrono::milliseconds wait);
  /// Errors: as `deliver`.
  Result<void> commit(std::chrono::milliseconds wait);
  /// Forgets what was handed over. Errors: `Unavailable`, `Fatal`.
  Result<void> abort(std::chrono::milliseconds wait);

  /// Of what was committed.
  SinkCounts take_counts() override;

 private:
  using Steady = std::chrono::steady_clock;

  Result<void> hand_over(Outgoing outgoing) override;
  bool adapt(Outgoing& outgoing);
  bool is_surely_too_large(const Outgoing& outgoing) const;
  void send();
  bool send_one(std::uint64_t token, const Outgoing& outgoing);
  void settle();
  void note_failure(const Outgoing& outgoing, rd_kafka_resp_err_t error);
  void note_dropped(const Outgoing& outgoing, const kafka::Delivery& delivery);
  void fail_with(const Outgoing& outgoing, rd_kafka_resp_err_t error);
  void close();

  bool is_open_ = false;
  std::uint64_t next_token_ = 1;
  std::map<std::uint64_t, Outgoing> waiting_;    // not with librdkafka yet, in order of arrival
  std::map<std::uint64_t, Outgoing> in_flight_;  // of this transaction
  std::optional<std::uint64_t> alone_;           // in flight without neighbours
  std::optional<Error> failure_;                 // the first of this transaction
  bool has_timed_out_ = false;                   // a message of this transaction
  bool is_in_doubt_ = false;                     // one of it was dropped that a broker may have
  std::set<std::string> suspects_;         // by identity: refused as too large, maybe for others
  std::map<std::string, int> reductions_;  // by identity: how often it must be made smaller
  std::map<std::string, std::size_t> refused_bytes_;  // by topic: the least that it did not take
  SinkCounts open_counts_;                            // of this transaction
  SinkCounts counts_;
};

}  // namespace newswatch::publishers
