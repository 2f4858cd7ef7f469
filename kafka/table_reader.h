#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "kafka/client.h"
#include "kafka/connection_options.h"

namespace newswatch::kafka {

/// Where a table keeps a value. A key belongs to its partition: two producers that disagree on
/// where it goes make two rows, since nothing tells which of them came last.
struct RowKey {
  std::string key;  ///< Bytes; empty for a record without key, too.
  std::int32_t partition = 0;

  auto operator<=>(const RowKey&) const = default;
};

/// The latest value of a key, and where it came from.
struct Row {
  std::string value;  ///< Bytes; may be empty. Deleted rows are not kept.
  std::int64_t offset = 0;
};

/// A compacted topic as a table of its keys and their latest values: read from its beginning to its
/// end, then followed. It is in no consumer group and commits nothing, so each reader has all of
/// the topic; of transactions it takes what was committed.
///
/// One thread owns it and alone calls it. Brokers and topic may be missing at any time: `poll` goes
/// on trying, and the table keeps what it has. New partitions are looked for every
/// `topic.metadata.refresh.interval.ms` (30 s), in at most a second each time.
class TableReader final : public Client {
  struct Key {
    explicit Key() = default;
  };

 public:
  using Rows = std::map<RowKey, Row>;

  /// @param options  `topics` and `instance_id` do not matter.
  /// Errors: `InvalidConfiguration`.
  static Result<std::unique_ptr<TableReader>> create(const ConnectionOptions& options,
                                                     std::string topic, LogFunction log);
  /// For `create` alone.
  TableReader(Key key, std::string topic, LogFunction log);
  ~TableReader() override;

  /// Takes what has arrived, for at most `wait` (and a second while it looks for partitions). Waits
  /// for more only until the table is complete. @return whether any row came, changed or went.
  bool poll(std::chrono::milliseconds wait);

  /// @return whether every partition was read to its end once. Not so while a new one, or one that
  ///         was made anew, is being read.
  bool is_complete() const;

  const std::string& topic() const { return topic_; }
  /// In order of key, then partition.
  const Rows& rows() const { return rows_; }

 private:
  struct Partition {
    std::int64_t next_offset = 0;
    bool at_end = false;  // was, once
  };

  void add_callbacks(rd_kafka_conf_t* conf) override;
  void look_for_partitions();
  std::optional<std::int32_t> count_partitions();
  void assign();
  bool take(const rd_kafka_message_t& message);
  bool take_record(const rd_kafka_message_t& message);
  bool forget(std::int32_t partition);
  void note(rd_kafka_resp_err_t error, std::string_view reason);

  std::string topic_;
  TopicHandle handle_of_topic_;
  std::chrono::milliseconds look_every_{0};
  std::chrono::steady_clock::time_point next_look_;
  std::map<std::int32_t, Partition> partitions_;
  Rows rows_;
  bool missing_ = false;  // the topic, when it was last asked for
};

}  // namespace newswatch::kafka
