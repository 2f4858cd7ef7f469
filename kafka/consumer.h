#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kafka/client.h"
#include "kafka/connection_options.h"
#include "kafka/lag_meter.h"
#include "kafka/topic_partition.h"

namespace newswatch::kafka {

/// A member of a consumer group. Offsets are committed only by `commit`.
///
/// One thread owns it and alone calls it. Rebalances happen inside `poll` and `close`; the caller
/// asks afterwards what was lost. Call `poll` at least every `max.poll.interval.ms` (60 s), or the
/// group gives the partitions to others.
class Consumer final : public Client {
  struct Key {
    explicit Key() = default;
  };

 public:
  /// Subscribes; the group is joined by the polls that follow. Errors: `InvalidConfiguration`.
  static Result<std::unique_ptr<Consumer>> create(const ConnectionOptions& options,
                                                  LogFunction log);
  /// For `create` alone.
  Consumer(Key key, LogFunction log);
  ~Consumer() override;

  /// Waits up to `wait` for a message or an error event (`err` is set). Measures the lag every 5 s,
  /// which may add half a second while the brokers do not answer, and puts partitions that came
  /// where the group is, which may add a second. @return null when nothing came.
  MessageHandle poll(std::chrono::milliseconds wait);

  const std::set<TopicPartition>& assignment() const { return assignment_; }

  /// @return the partitions that were revoked since the last call, even where they came back: what
  ///         was read of them before comes again, here or elsewhere.
  std::vector<TopicPartition> take_revoked();

  /// Stops and resumes fetching of all partitions, those included that are assigned meanwhile. What
  /// was fetched and not polled yet is fetched again.
  void pause();
  void resume();
  bool is_paused() const { return paused_; }

  /// From now on nothing is fetched of partitions that are assigned, until each is released.
  void hold_new_partitions() { holds_new_ = true; }
  /// @return those that wait to be released. They are where the group is.
  const std::set<TopicPartition>& held() const { return held_; }
  void release(const TopicPartition& partition);

  /// @param hook  called by this consumer's own calls right before partitions are given back, but
  /// not when they are lost: the last chance to commit for them. No commit is waited for there, but
  /// the group does not go on before such commits are answered.
  void before_revoke(std::function<void()> hook) { before_revoke_ = std::move(hook); }

  /// Commits and waits for the answer, at most about `session.timeout.ms`. Errors: `Unavailable`
  /// (a rebalance is under way, this member was thrown out, or no coordinator answers), `Refused`,
  /// `Fatal`.
  Result<void> commit(const Offsets& next_offsets);

  /// Sends a commit and does not wait for the answer, which `poll` takes in. Errors: of sending.
  Result<void> commit_soon(const Offsets& next_offsets);
  /// @return whether such an answer is still to come. Commits that are sent faster than they are
  ///         answered wait in line at the coordinator, and heartbeats behind them.
  bool is_committing() const { return committing_ > 0; }
  /// @return the last error among the answers since the last call. Errors: as `commit`.
  Result<void> take_commit_result();

  /// @return what the group committed for the assigned partitions, without those that it never
  ///         committed. Errors as `commit`.
  Result<Offsets> committed(std::chrono::milliseconds wait);
  /// Continues at these offsets. Never call it for partitions that are not assigned. Errors as
  /// `commit`.
  Result<void> seek(const Offsets& offsets);

  /// @return the group as this member knows it now, for the offsets of a transaction: brokers
  ///         refuse those of a member that was left behind. Errors: `Aborted` when it is not the
  ///         member any more that its partitions were assigned to.
  Result<GroupHandle> group() const;

  /// Measures the lag now.
  void refresh_lag();

  /// Leaves the group, within `wait` where the brokers allow it. Messages of this consumer must be
  /// freed before. Nothing else may be called after it but `status`.
  void close(std::chrono::milliseconds wait);

 private:
  void add_callbacks(rd_kafka_conf_t* conf) override;
  static void on_rebalance(rd_kafka_t* handle, rd_kafka_resp_err_t error,
                           rd_kafka_topic_partition_list_t* partitions, void* opaque);
  static void on_committed(rd_kafka_t* handle, rd_kafka_resp_err_t error,
                           rd_kafka_topic_partition_list_t* offsets, void* opaque);
  Result<void> result_of_commit(rd_kafka_resp_err_t error);
  Result<void> subscribe(const std::vector<std::string>& topics);
  void assign(rd_kafka_topic_partition_list_t* partitions);
  void revoke(rd_kafka_topic_partition_list_t* partitions);
  bool is_cooperative() const;
  void serve_close(const EventHandle& event);
  void note(const rd_kafka_message_t& message);
  void note_refusal(rd_kafka_resp_err_t error);
  void try_group_again();
  std::string member() const;
  void leave_behind();
  MessageHandle poll_once(std::chrono::milliseconds wait);
  void place();
  Offsets places_of_unplaced(std::chrono::steady_clock::time_point deadline);
  void wait_to_place();
  bool is_unplaced(const rd_kafka_message_t& message) const;
  Result<void> seek(Offsets& left, std::chrono::milliseconds wait);
  ListHandle assigned_list() const;
  ListHandle released_list() const;

  Assignor assignor_ = Assignor::CooperativeSticky;
  std::set<TopicPartition> assignment_;
  std::string member_;  // that the assignment is of
  std::int64_t reset_ = RD_KAFKA_OFFSET_INVALID;
  std::set<TopicPartition> unplaced_;  // where to begin is not known yet: not fetched
  std::chrono::steady_clock::time_point next_place_;
  std::chrono::milliseconds place_wait_{0};
  std::set<TopicPartition> held_;
  std::vector<TopicPartition> revoked_;
  std::function<void()> before_revoke_;
  rd_kafka_resp_err_t commit_error_ = RD_KAFKA_RESP_ERR_NO_ERROR;
  std::size_t committing_ = 0;
  std::optional<LagMeter> lag_meter_;
  std::chrono::steady_clock::time_point next_lag_;
  bool group_refused_ = false;
  std::chrono::steady_clock::time_point next_group_try_;
  bool paused_ = false;
  bool holds_new_ = false;
  bool was_assigned_ = false;  // once at least, be it nothing
};

}  // namespace newswatch::kafka
