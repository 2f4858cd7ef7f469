#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kafka/client.h"
#include "kafka/connection_options.h"
#include "kafka/topic_partition.h"

namespace newswatch::kafka {

/// What is followed, and from where.
struct FollowOptions {
  std::vector<std::string> topics;  ///< By name.
  std::string prefix = {};          ///< All topics that begin so, too; empty: none.
  std::int64_t recent = 0;          ///< About how many of the newest records to begin with.
};

struct FollowedRecord {
  std::string topic;
  std::string value;
  std::int64_t timestamp_ms = 0;  ///< Since 1970; below 0 where the record has none.
};

/// Looks on at what is written to topics, from a little before their ends. It is in no consumer
/// group and commits nothing, so it takes nothing from anybody; of transactions it sees what was
/// committed.
///
/// One thread owns it and alone calls it. Brokers and topics may be missing at any time: `poll`
/// goes on trying. Topics and partitions that come later are read from their beginnings; they are
/// looked for every second while there are none, else every `topic.metadata.refresh.interval.ms`.
class TopicFollower final : public Client {
  struct Key {
    explicit Key() = default;
  };

 public:
  /// @param connection  `topics`, `group` and `instance_id` do not matter.
  /// Errors: `InvalidConfiguration`.
  static Result<std::unique_ptr<TopicFollower>> create(const ConnectionOptions& connection,
                                                       FollowOptions options, LogFunction log);
  /// For `create` alone.
  TopicFollower(Key key, FollowOptions options, LogFunction log);
  ~TopicFollower() override;

  /// Waits up to `wait` for records (and a second more for each topic while it looks for partitions
  /// and no broker answers). The first to come are those of before the start, over all partitions
  /// in the order of their timestamps. @return records; empty where nothing came.
  std::vector<FollowedRecord> poll(std::chrono::milliseconds wait);

  /// @return whether every partition was read to its end once, or some could not be for 5 s.
  bool has_caught_up() const { return caught_up_; }

  /// @return why nothing can be read at present, in words; empty while all is well.
  std::string complaint() const { return refused_.empty() ? missing_ : refused_; }

 private:
  using Steady = std::chrono::steady_clock;

  void add_callbacks(rd_kafka_conf_t* conf) override;
  void look_for_partitions();
  std::set<TopicPartition> named_partitions();
  std::set<TopicPartition> partitions_by_prefix();
  void note_missing(rd_kafka_resp_err_t error, std::string_view topic);
  void assign(const std::set<TopicPartition>& found);
  void take(const rd_kafka_message_t& message, std::vector<FollowedRecord>& records);
  std::vector<FollowedRecord> release_early();

  FollowOptions options_;
  std::map<std::string, TopicHandle> handles_;
  std::chrono::milliseconds look_every_{0};
  Steady::time_point next_look_;
  std::map<TopicPartition, std::int64_t> next_offsets_;
  std::set<TopicPartition> unread_;    // to their ends, so far
  Steady::time_point give_up_;         // on these
  std::vector<FollowedRecord> early_;  // until all is caught up
  bool caught_up_ = false;
  std::string missing_;  // why partitions can't be found
  std::string refused_;  // why they can't be read
};

}  // namespace newswatch::kafka
