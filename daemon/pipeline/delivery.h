#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "base/result.h"
#include "consumers/kafka_source.h"
#include "consumers/source.h"
#include "publishers/sink.h"
#include "publishers/transactional_sink.h"

namespace newswatch::daemon {

/// How what was made of a batch becomes safe, and its records done: in which order, and what
/// happens when one of the two fails.
///
/// A step that answers `Unavailable` or `Refused` is to be called again, until it answers something
/// else. `Aborted`: nothing of what was handed over since the last commit holds, and the source
/// hands out its records again. `Fatal` and `Io`: this process can't go on.
class Delivery {
 public:
  virtual ~Delivery() = default;

  /// Before the first poll.
  virtual Result<void> prepare(std::chrono::milliseconds wait) = 0;
  /// Waits until all that was handed over is with the brokers.
  virtual Result<void> publish(std::chrono::milliseconds wait) = 0;
  /// Marks all records that were handed out as done. Only after `publish`.
  virtual Result<void> commit(std::chrono::milliseconds wait) = 0;
  /// Before the source is closed. Leaves nothing open.
  virtual void close() = 0;
};

/// What is handed over is safe before the records are marked as done, so that a crash repeats
/// alerts, with equal ids, and loses none.
class AtLeastOnce final : public Delivery {
 public:
  /// @param on_failure  told of commits that failed: their records may come again.
  AtLeastOnce(consumers::Source& source, publishers::Sink& sink,
              std::function<void(const Error&)> on_failure);

  Result<void> prepare(std::chrono::milliseconds wait) override;
  Result<void> publish(std::chrono::milliseconds wait) override;
  Result<void> commit(std::chrono::milliseconds wait) override;
  void close() override {}

 private:
  consumers::Source& source_;
  publishers::Sink& sink_;
  std::function<void(const Error&)> on_failure_;
};

/// What is handed over and the offsets of its records are committed in one transaction of Kafka.
/// Offsets of records that nothing came of are committed by themselves, every `kOffsetsEvery`, and
/// in a transaction too: librdkafka (2.0.2) takes a plain commit that a rebalance overtook for the
/// loss of all partitions. Source: KIP-98, KIP-447.
class ExactlyOnce final : public Delivery {
 public:
  static constexpr std::chrono::milliseconds kOffsetsEvery{500};

  ExactlyOnce(consumers::KafkaSource& source, publishers::TransactionalSink& sink,
              std::function<void(const Error&)> on_failure);

  Result<void> prepare(std::chrono::milliseconds wait) override;
  Result<void> publish(std::chrono::milliseconds wait) override;
  Result<void> commit(std::chrono::milliseconds wait) override;
  void close() override;

 private:
  using Steady = std::chrono::steady_clock;

  Result<void> commit_transaction(const kafka::Offsets& next_offsets,
                                  std::chrono::milliseconds wait);
  Result<void> commit_last(std::chrono::milliseconds wait);
  Result<void> give_up(const Error& why, std::chrono::milliseconds wait);
  Result<void> roll_back(std::chrono::milliseconds wait);
  Result<void> or_give_up(Result<void> done, std::chrono::milliseconds wait);

  consumers::KafkaSource& source_;
  publishers::TransactionalSink& sink_;
  std::function<void(const Error&)> on_failure_;
  bool offsets_sent_ = false;
  std::optional<Error> given_up_;  // why; while the abort is not answered yet
  kafka::Offsets done_;  // of records that nothing came of, and that are not committed yet
  Steady::time_point last_commit_;
};

}  // namespace newswatch::daemon
