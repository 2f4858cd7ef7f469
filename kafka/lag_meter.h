#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "kafka/handles.h"
#include "kafka/topic_partition.h"

namespace newswatch::kafka {

/// Measures how far a consumer is behind: for each partition that is assigned now, high watermark
/// minus the next offset to be read: the consumer's position, else what the group committed, else
/// where its reset policy starts.
///
/// librdkafka's own figure is wrong twice (seen with 2.0.2): a partition that moved to another
/// member keeps its last figure for good, and one that nothing was read from yet says -1 although
/// records wait. The consumer's thread owns it and alone calls it.
class LagMeter {
 public:
  /// @param consumer    must outlive the meter.
  /// @param from_start  where a partition without a committed offset starts: its first record, or
  ///                    its end.
  LagMeter(rd_kafka_t* consumer, bool from_start);

  void add(const TopicPartition& partition);
  void remove(const TopicPartition& partition);
  /// No record is left before `offset`: behind the last one stand ends of transactions alone.
  void note_end(const TopicPartition& partition, std::int64_t offset);

  /// Asks the brokers where librdkafka does not know: watermarks before the first fetch, and
  /// committed offsets before the first record.
  /// @param ask_all  ask for all watermarks, as while paused, when no fetch keeps them fresh.
  /// @param wait     for all questions together; what is not answered keeps its last figure.
  void measure(bool ask_all, std::chrono::milliseconds wait);

  /// @return by topic and partition; without those that were never measured.
  std::vector<PartitionLag> lag() const;

 private:
  struct Watermarks {
    std::int64_t low = RD_KAFKA_OFFSET_INVALID;
    std::int64_t high = RD_KAFKA_OFFSET_INVALID;
  };
  struct State {
    std::int64_t position = RD_KAFKA_OFFSET_INVALID;
    std::optional<std::int64_t> committed;  // negative: nothing was committed
    bool asked = false;
    std::optional<std::int64_t> lag_records;
  };

  ListHandle list_of(bool (*wanted)(const State&)) const;
  void take_positions();
  void take_committed(std::chrono::milliseconds wait);
  Watermarks watermarks(const TopicPartition& partition, State& state, bool ask,
                        std::chrono::milliseconds wait) const;
  std::optional<std::int64_t> next_offset(const State& state, const Watermarks& marks) const;

  rd_kafka_t* consumer_;
  bool from_start_;
  std::map<TopicPartition, State> states_;
};

}  // namespace newswatch::kafka
