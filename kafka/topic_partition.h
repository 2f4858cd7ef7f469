#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace newswatch::kafka {

/// One partition of one topic.
struct TopicPartition {
  std::string topic;
  std::int32_t partition = 0;

  auto operator<=>(const TopicPartition&) const = default;
};

/// @return where a record with this key belongs among so many partitions, as Java's clients have
/// it. Source: DefaultPartitioner of Apache Kafka (murmur2).
std::int32_t partition_of_key(std::string_view key, int partitions);

/// For each partition the offset of the next record: the last one handled, plus 1.
using Offsets = std::map<TopicPartition, std::int64_t>;

/// How many records of an assigned partition were not read yet.
struct PartitionLag {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t lag_records = 0;

  bool operator==(const PartitionLag&) const = default;
};

}  // namespace newswatch::kafka
