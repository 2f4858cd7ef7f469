#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>

#include "base/timestamp.h"
#include "kafka/client.h"
#include "kafka/connection_options.h"

namespace newswatch::kafka {

/// A place in every partition of a topic: its beginning, its end, before the first record of that
/// time or a later one, at an offset that is the same in all of them, or at those of some.
struct Beginning {};
struct End {};
using TopicPlace =
    std::variant<Beginning, End, Timestamp, std::int64_t, std::map<std::int32_t, std::int64_t>>;

/// Offsets of one partition: the first to be read, and the one behind the last.
struct OffsetRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  bool operator==(const OffsetRange&) const = default;
};
using TopicRange = std::map<std::int32_t, OffsetRange>;  ///< By partition.

/// Reads a part of a topic that has an end, in an order that is always the same: of the partitions'
/// next records that with the earliest timestamp comes first, of several the one of the lowest
/// partition. It is in no consumer group and commits nothing, so it takes nothing from anybody; of
/// transactions it sees what was committed.
///
/// One thread at a time calls it. Memory: some 16 MiB a partition.
class RangeReader final : public Client {
  struct Key {
    explicit Key() = default;
  };

 public:
  /// @param connection  `topics`, `group` and `instance_id` do not matter.
  /// Errors: `InvalidConfiguration`.
  static Result<std::unique_ptr<RangeReader>> create(const ConnectionOptions& connection,
                                                     std::string topic, LogFunction log);
  /// For `create` alone.
  RangeReader(Key key, std::string topic, LogFunction log);
  ~RangeReader() override;

  /// Asks the brokers what lies between two places now. Where `from` or `to` name some partitions,
  /// the others begin at their beginnings and end at their ends. Offsets outside the topic are
  /// drawn to it. Errors: `Unavailable` when nobody answers or there is no such topic; `Refused`;
  /// `InvalidConfiguration` for a partition that the topic does not have.
  Result<TopicRange> find(const TopicPlace& from, const TopicPlace& to,
                          std::chrono::milliseconds wait);

  /// Once, before `next`.
  void begin(const TopicRange& range);

  /// Waits up to `wait`. @return the next record, or null when none came in time or there is none
  /// any more. Errors: `Refused`; `Fatal`; `Io` for what can't be read, behind which its partition
  /// is given up and the others go on.
  Result<MessageHandle> next(std::chrono::milliseconds wait);
  bool is_at_end() const { return partitions_.empty(); }

 private:
  /// One that is being read.
  struct Partition {
    std::int64_t end = 0;
    MessageHandle head;  ///< The next of its records, once it is there.
  };
  using Steady = std::chrono::steady_clock;

  void add_callbacks(rd_kafka_conf_t* conf) override;
  Result<OffsetRange> bounds(std::int32_t partition, std::chrono::milliseconds wait);
  Result<void> resolve_times(const TopicPlace& place, std::chrono::milliseconds wait,
                             std::map<std::int32_t, std::int64_t>& offsets);
  Result<bool> fetch_head(std::int32_t number, Partition& partition, Steady::time_point deadline);
  void finish(std::int32_t number);
  Error tell(rd_kafka_resp_err_t error, std::string_view reason);

  std::string topic_;
  TopicHandle handle_of_topic_;
  std::map<std::int32_t, Partition> partitions_;
};

}  // namespace newswatch::kafka
