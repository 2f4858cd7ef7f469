#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "consumers/source.h"
#include "kafka/consumer.h"

namespace newswatch::consumers {

/// Articles from Kafka topics, as a member of a consumer group: at least once.
///
/// - `poll` may see a rebalance: records of a partition that is taken away are removed from the
///   batch and never committed here; its new owner reads them.
/// - An error event ends a batch; it is reported by the next `poll`, so that no record goes
/// missing.
///   librdkafka tells a missing right once: `status()` remembers it.
/// - `commit` answers `Unavailable` when a rebalance got in between or this member was thrown out:
///   go on polling. What it meant to commit is committed with the next batch where the partition is
///   still ours, and else comes again elsewhere.
/// - A Kafka batch that can't be read (a wrong checksum, a decompression bomb) is skipped one
/// offset
///   at a time, with its place in the log, and counted.
/// - A batch ends at `kMostBatchBytes` too, and always admits one record.
class KafkaSource final : public Source {
 public:
  static constexpr std::size_t kMostBatchBytes = std::size_t{64} << 20;

  explicit KafkaSource(std::unique_ptr<kafka::Consumer> consumer);
  ~KafkaSource() override;

  Result<void> poll(std::vector<Record>& batch, std::size_t most,
                    std::chrono::milliseconds wait) override;
  Result<void> commit() override;
  void keep_alive() override;
  bool at_end() const override { return false; }
  void close() override;

  /// Health, lag and statistics, for any thread; outlives the source.
  std::shared_ptr<const kafka::ClientStatus> status() const { return consumer_->status(); }

  /// @return the offsets that were skipped since the last call because their batch can't be read.
  std::uint64_t take_corrupt() override;

 private:
  using Steady = std::chrono::steady_clock;

  void fill(std::vector<Record>& batch, std::size_t most, Steady::time_point deadline);
  kafka::MessageHandle next_message(std::chrono::milliseconds wait);
  void drop_revoked(std::vector<Record>& batch);
  void handle_error(const rd_kafka_message_t& message);
  void skip_corrupt(const rd_kafka_message_t& message);
  void seek_past_corrupt();
  void remember_offsets(const std::vector<Record>& batch);

  std::unique_ptr<kafka::Consumer> consumer_;
  std::deque<kafka::MessageHandle> held_;  // arrived while paused
  kafka::Offsets uncommitted_;             // handed out, by partition that is still ours
  kafka::Offsets corrupt_;                 // where to go on after this poll
  kafka::Offsets skipped_to_;              // the last such place of each partition
  std::optional<Error> pending_error_;     // for the next poll
  std::uint64_t corrupt_count_ = 0;
};

}  // namespace newswatch::consumers
