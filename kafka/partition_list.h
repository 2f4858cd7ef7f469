#pragma once

#include <span>

#include "kafka/handles.h"
#include "kafka/topic_partition.h"

namespace newswatch::kafka {

/// @return the same as librdkafka takes it.
ListHandle list_of(const Offsets& offsets);

/// @return those of a list that have an offset.
Offsets offsets_of(const rd_kafka_topic_partition_list_t* list);

/// @return the elements of a list, borrowed.
std::span<rd_kafka_topic_partition_t> elements(const rd_kafka_topic_partition_list_t* list);

}  // namespace newswatch::kafka
