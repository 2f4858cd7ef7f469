#pragma once

#include <librdkafka/rdkafka.h>

#include "base/record.h"

namespace newswatch::consumers {

/// @return a message as a record. @param message  not an error; borrowed.
Record record_from(const rd_kafka_message_t& message);

}  // namespace newswatch::consumers
