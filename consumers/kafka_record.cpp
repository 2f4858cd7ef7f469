#include "consumers/kafka_record.h"

#include <chrono>
#include <optional>
#include <string_view>

#include "kafka/bytes.h"

namespace newswatch::consumers {
namespace {

std::optional<Timestamp> timestamp_of(const rd_kafka_message_t& message) {
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  const auto since_epoch = rd_kafka_message_timestamp(&message, &type);
  if (type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE || since_epoch < 0) return std::nullopt;
  return Timestamp(std::chrono::milliseconds(since_epoch));
}

std::string_view header_of(const rd_kafka_message_t& message, const char* name) {
  rd_kafka_headers_t* headers = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
      rd_kafka_header_get_last(headers, name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
    return {};
  return kafka::bytes_of(value, size);
}

}  // namespace

Record record_from(const rd_kafka_message_t& message) {
  return {.origin = {rd_kafka_topic_name(message.rkt), message.partition, message.offset},
          .key = std::string(kafka::bytes_of(message.key, message.key_len)),
          .payload = std::string(kafka::bytes_of(message.payload, message.len)),
          .is_tombstone = message.payload == nullptr,
          .received_at = timestamp_of(message),
          .traceparent = std::string(header_of(message, "traceparent"))};
}

}  // namespace newswatch::consumers
