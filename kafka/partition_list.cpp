#include "kafka/partition_list.h"

namespace newswatch::kafka {

std::int32_t partition_of_key(std::string_view key, int partitions) {
  return rd_kafka_msg_partitioner_murmur2(nullptr, key.data(), key.size(), partitions, nullptr,
                                          nullptr);
}

ListHandle list_of(const Offsets& offsets) {
  ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
  for (const auto& [where, offset] : offsets)
    rd_kafka_topic_partition_list_add(list.get(), where.topic.c_str(), where.partition)->offset =
        offset;
  return list;
}

Offsets offsets_of(const rd_kafka_topic_partition_list_t* list) {
  Offsets offsets;
  for (const auto& element : elements(list))
    if (element.offset >= 0) offsets[{element.topic, element.partition}] = element.offset;
  return offsets;
}

std::span<rd_kafka_topic_partition_t> elements(const rd_kafka_topic_partition_list_t* list) {
  return {list->elems, static_cast<std::size_t>(list->cnt)};
}

}  // namespace newswatch::kafka
