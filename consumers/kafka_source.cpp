#include "consumers/kafka_source.h"

#include <fmt/format.h>
#include <syslog.h>

#include <algorithm>
#include <string_view>

#include "kafka/errors.h"

namespace newswatch::consumers {
namespace {

using std::chrono::milliseconds;

constexpr auto kCloseWait = std::chrono::seconds(5);

std::string_view topic_of(const rd_kafka_message_t& message) {
  return message.rkt == nullptr ? std::string_view() : rd_kafka_topic_name(message.rkt);
}

std::string_view bytes(const void* data, std::size_t size) {
  return data == nullptr ? std::string_view()
                         : std::string_view(static_cast<const char*>(data), size);
}

kafka::TopicPartition partition_of(const Record& record) {
  return {record.origin.topic, record.origin.partition};
}

std::optional<Timestamp> timestamp_of(const rd_kafka_message_t& message) {
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  const auto since_epoch = rd_kafka_message_timestamp(&message, &type);
  if (type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE || since_epoch < 0) return std::nullopt;
  return Timestamp(milliseconds(since_epoch));
}

std::string_view header_of(const rd_kafka_message_t& message, const char* name) {
  rd_kafka_headers_t* headers = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
      rd_kafka_header_get_last(headers, name, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
    return {};
  return bytes(value, size);
}

Record record_from(const rd_kafka_message_t& message) {
  return {.origin = {std::string(topic_of(message)), message.partition, message.offset},
          .key = std::string(bytes(message.key, message.key_len)),
          .payload = std::string(bytes(message.payload, message.len)),
          .is_tombstone = message.payload == nullptr,
          .received_at = timestamp_of(message),
          .traceparent = std::string(header_of(message, "traceparent"))};
}

// Nothing to report: the client finds its way back by itself.
bool heals_by_itself(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED || kafka::is_unknown_topic(error);
}

bool is_corrupt(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR__BAD_COMPRESSION || error == RD_KAFKA_RESP_ERR__BAD_MSG;
}

}  // namespace

KafkaSource::KafkaSource(std::unique_ptr<kafka::Consumer> consumer)
    : consumer_(std::move(consumer)) {}

KafkaSource::~KafkaSource() { close(); }

Result<void> KafkaSource::poll(std::vector<Record>& batch, std::size_t most, milliseconds wait) {
  batch.clear();
  if (consumer_->is_paused()) consumer_->resume();
  if (!pending_error_) fill(batch, most, Steady::now() + wait);
  remember_offsets(batch);
  seek_past_corrupt();
  if (!batch.empty()) return {};
  if (const auto fatal = consumer_->fatal_error()) return Unexpected(*fatal);
  if (auto error = std::exchange(pending_error_, std::nullopt)) return Unexpected(*error);
  return {};
}

Result<void> KafkaSource::commit() {
  if (auto committed = consumer_->commit(uncommitted_); !committed) return committed;
  uncommitted_.clear();
  return {};
}

void KafkaSource::keep_alive() {
  if (!consumer_->is_paused()) consumer_->pause();
  std::vector<Record> none;
  while (auto message = consumer_->poll(milliseconds(0))) {
    drop_revoked(none);
    held_.push_back(std::move(message));
  }
  drop_revoked(none);
}

void KafkaSource::close() {
  held_.clear();
  consumer_->close(kCloseWait);
}

std::uint64_t KafkaSource::take_corrupt() { return std::exchange(corrupt_count_, 0); }

void KafkaSource::fill(std::vector<Record>& batch, std::size_t most, Steady::time_point deadline) {
  std::size_t batch_bytes = 0;
  while (batch.size() < most && batch_bytes < kMostBatchBytes && !pending_error_ &&
         corrupt_.empty()) {
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Steady::now());
    const auto wait = batch.empty() ? std::max(left, milliseconds(0)) : milliseconds(0);
    const auto message = next_message(wait);
    drop_revoked(batch);
    if (!message) return;
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      handle_error(*message);
    } else {
      batch.push_back(record_from(*message));
      batch_bytes += batch.back().payload.size();
    }
  }
}

kafka::MessageHandle KafkaSource::next_message(milliseconds wait) {
  if (held_.empty()) return consumer_->poll(wait);
  auto message = std::move(held_.front());
  held_.pop_front();
  return message;
}

// Called after each poll and before its message is taken: that one belongs to the new assignment.
void KafkaSource::drop_revoked(std::vector<Record>& batch) {
  for (const auto& gone : consumer_->take_revoked()) {
    uncommitted_.erase(gone);
    corrupt_.erase(gone);
    skipped_to_.erase(gone);
    std::erase_if(batch, [&](const Record& record) { return partition_of(record) == gone; });
    std::erase_if(held_, [&](const kafka::MessageHandle& message) {
      return message->partition == gone.partition && topic_of(*message) == gone.topic;
    });
  }
}

void KafkaSource::handle_error(const rd_kafka_message_t& message) {
  if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) return;
  if (is_corrupt(message.err) && message.offset >= 0) return skip_corrupt(message);
  const auto where = message.rkt == nullptr ? std::string("Kafka")
                                            : fmt::format("topic \"{}\"", topic_of(message));
  const auto error = Error{kafka::classify(message.err),
                           fmt::format("{}: {}", where, rd_kafka_message_errstr(&message))};
  if (heals_by_itself(message.err))
    consumer_->log(LOG_WARNING, rd_kafka_err2name(message.err), error.message);
  else
    pending_error_ = error;
}

// The offset is that of the batch's first record, again after each step into the same batch.
void KafkaSource::skip_corrupt(const rd_kafka_message_t& message) {
  const kafka::TopicPartition where{std::string(topic_of(message)), message.partition};
  if (!consumer_->assignment().contains(where)) return;
  const auto skipped = skipped_to_.find(where);
  const auto from =
      skipped == skipped_to_.end() ? message.offset : std::max(message.offset, skipped->second);
  corrupt_[where] = from + 1;
  skipped_to_[where] = from + 1;
  ++corrupt_count_;
  consumer_->log(LOG_ERR, "CORRUPT",
                 fmt::format("skipped {}[{}] offset {}: {}", where.topic, where.partition, from,
                             rd_kafka_message_errstr(&message)));
}

void KafkaSource::seek_past_corrupt() {
  for (const auto& [where, offset] : std::exchange(corrupt_, {})) {
    if (auto sought = consumer_->seek(where, offset); !sought)
      pending_error_ = sought.error();
    else
      uncommitted_[where] = offset;
  }
}

void KafkaSource::remember_offsets(const std::vector<Record>& batch) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const auto& origin = batch[i].origin;
    const bool last_of_run = i + 1 == batch.size() ||
                             batch[i + 1].origin.partition != origin.partition ||
                             batch[i + 1].origin.topic != origin.topic;
    if (last_of_run) uncommitted_[partition_of(batch[i])] = origin.offset + 1;
  }
}

}  // namespace newswatch::consumers
