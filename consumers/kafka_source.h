#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "consumers/source.h"
#include "kafka/consumer.h"

namespace newswatch::consumers {

/// Records from Kafka topics, as a member of a consumer group: at least once, or, where the offsets
/// are committed in the transaction of what came of them, exactly once.
///
/// - `poll` may see a rebalance: records of a partition that is taken away are removed from the
///   batch and never committed here; its new owner reads them.
/// - An error event ends a batch; it is reported by the next `poll`, so that no record goes
/// missing.
///   librdkafka tells a missing right once: `status()` remembers it.
/// - `commit` answers `Unavailable` when a rebalance got in between or this member was thrown out:
///   go on polling. What it meant to commit is committed with the next batch where the partition is
///   still ours, and else comes again elsewhere.
/// - `commit_soon` has one commit under way at most. What waits meanwhile goes with the next
///   one, or when a partition is taken away, or when the source is closed.
/// - A Kafka batch that can't be read (a wrong checksum, a decompression bomb) is skipped one
/// offset
///   at a time, with its place in the log, and counted.
/// - A batch ends at `kMostBatchBytes` too, and always admits one record.
class KafkaSource final : public Source {
 public:
  static constexpr std::size_t kMostBatchBytes = std::size_t{64} << 20;

  /// @param gather  how long a batch waits for more once it has its first record.
  explicit KafkaSource(std::unique_ptr<kafka::Consumer> consumer,
                       std::chrono::milliseconds gather = std::chrono::milliseconds(0));
  ~KafkaSource() override;

  Result<void> poll(std::vector<Record>& batch, std::size_t most,
                    std::chrono::milliseconds wait) override;
  Result<void> commit() override;
  Result<void> commit_soon() override;
  void keep_alive() override;
  bool at_end() const override { return false; }
  void close() override;

  /// Health, lag and statistics, for any thread; outlives the source.
  std::shared_ptr<const kafka::ClientStatus> status() const { return consumer_->status(); }

  /// For whoever commits the offsets in a transaction, in place of `commit`: what was handed out
  /// since the last commit, of partitions that are still ours.
  const kafka::Offsets& uncommitted() const { return uncommitted_; }
  /// Errors: `Aborted` when this member was thrown out.
  Result<kafka::GroupHandle> group() const { return consumer_->group(); }
  /// @return of these what is no step back, of partitions that are still ours.
  kafka::Offsets still_due(const kafka::Offsets& next_offsets) const;
  /// Says that `uncommitted` is committed.
  void note_committed();
  /// @return whether, since the last `poll`, a partition was taken away of which something was
  ///         handed out and not committed: its next owner reads that anew.
  bool has_lost_records() const { return has_lost_records_; }
  /// Hands out again what was handed out since the last commit, of partitions that are still ours.
  /// Errors: `Fatal`.
  Result<void> rewind();

  AssignmentNews take_assignment_news() override;

  /// Waits until no transaction of an earlier owner of the assigned partitions is open any more:
  /// what such an owner stored, and how far it came, stays as it is from then on. Errors: as
  /// `commit`.
  Result<void> wait_for_committed(std::chrono::milliseconds wait);

  /// Tries each partition out when it comes, before anything of it is fetched: see
  /// `kafka::FetchProber`. What can't be fetched is skipped as corrupt. Before the first `poll`.
  /// @param first_readable  told of a partition and an offset, says where to begin.
  void try_partitions_out(
      std::function<std::int64_t(const kafka::TopicPartition&, std::int64_t)> first_readable);

  /// @return the offsets that were skipped because their batch can't be read.
  std::vector<CorruptRecord> take_corrupt() override;

 private:
  using Steady = std::chrono::steady_clock;

  void fill(std::vector<Record>& batch, std::size_t most, Steady::time_point deadline);
  kafka::MessageHandle next_message(std::chrono::milliseconds wait);
  void drop_revoked(std::vector<Record>& batch);
  void handle_error(const rd_kafka_message_t& message);
  void skip_corrupt(const rd_kafka_message_t& message);
  void seek_past_corrupt();
  Result<void> release_held();
  void skip_deadly(const kafka::TopicPartition& where);
  void remember_offsets(const std::vector<Record>& batch);
  void remember_ends();
  void clear_uncommitted();
  Result<void> send_what_waits();
  void send_last();
  void forget(const kafka::TopicPartition& partition);

  std::unique_ptr<kafka::Consumer> consumer_;
  std::chrono::milliseconds gather_;
  std::deque<kafka::MessageHandle> held_;  // arrived while paused
  kafka::Offsets uncommitted_;             // handed out, by partition that is still ours
  kafka::Offsets first_uncommitted_;       // of the same partitions
  kafka::Offsets committed_;               // by this source
  kafka::Offsets commit_waits_;            // of these the ones that are not sent yet,
  kafka::Offsets committed_soon_;          // and those whose answer is not here yet
  kafka::Offsets ends_;                    // reached by this poll
  bool has_lost_records_ = false;
  std::set<kafka::TopicPartition> told_;        // as assigned, by the last news
  std::vector<kafka::TopicPartition> revoked_;  // since the last news
  kafka::Offsets corrupt_;                      // where to go on after this poll
  kafka::Offsets skipped_to_;                   // the last such place of each partition
  std::function<std::int64_t(const kafka::TopicPartition&, std::int64_t)> first_readable_;
  std::map<kafka::TopicPartition, std::pair<std::int64_t, std::int64_t>>
      deadly_;                                  // skipped: from, to
  std::optional<Error> pending_error_;          // for the next poll
  std::vector<CorruptRecord> corrupt_records_;  // since they were taken
};

}  // namespace newswatch::consumers
