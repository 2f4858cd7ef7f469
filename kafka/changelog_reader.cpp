#include "kafka/changelog_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kafka/bytes.h"
#include "kafka/errors.h"
#include "kafka/partition_list.h"

namespace newswatch::kafka {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kWatermarkWaitMs = 1000;

}  // namespace

Result<std::unique_ptr<ChangelogReader>> ChangelogReader::create(const ConnectionOptions& options,
                                                                 std::string topic,
                                                                 LogFunction log) {
  const auto properties = table_properties(options);
  if (!properties) return Unexpected(properties.error());
  auto reader = std::make_unique<ChangelogReader>(Key(), std::move(topic), std::move(log));
  if (auto started = reader->start(RD_KAFKA_CONSUMER, *properties, options); !started)
    return Unexpected(started.error());
  rd_kafka_poll_set_consumer(reader->handle());
  return reader;
}

ChangelogReader::ChangelogReader(Key /*key*/, std::string topic, LogFunction log)
    : Client(std::move(log)), topic_(std::move(topic)) {}

// There is no group to leave: see Consumer::close for why it is not even tried.
ChangelogReader::~ChangelogReader() { destroy(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE); }

void ChangelogReader::add_callbacks(rd_kafka_conf_t* /*conf*/) {}

Result<bool> ChangelogReader::read(std::int32_t partition, const Take& take, milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  if (partition_ != partition) {
    if (auto begun = begin(partition); !begun) return Unexpected(begun.error());
  }
  const auto began_at = next_offset_;
  while (next_offset_ < end_) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    if (left <= milliseconds(0) && next_offset_ > began_at) return false;
    if (left <= milliseconds(0))
      return fail(ErrorCode::Unavailable, fmt::format("topic \"{}\"[{}]: read up to {} of {}",
                                                      topic_, partition, next_offset_, end_));
    const MessageHandle message(rd_kafka_consumer_poll(handle(), static_cast<int>(left.count())));
    if (!message) continue;
    if (auto taken = take_message(*message, take); !taken) return Unexpected(taken.error());
  }
  partition_.reset();
  rd_kafka_assign(handle(), nullptr);
  return true;
}

// The end as brokers have it, open transactions included: reading waits for those to end.
Result<void> ChangelogReader::begin(std::int32_t partition) {
  std::int64_t first = 0;
  const auto error = rd_kafka_query_watermark_offsets(handle(), topic_.c_str(), partition, &first,
                                                      &end_, kWatermarkWaitMs);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
    return fail(classify(error), note_error(error, rd_kafka_err2str(error), topic_));
  next_offset_ = first;
  partition_ = partition;
  const auto list = list_of({{{topic_, partition}, first}});
  const auto assigned = rd_kafka_assign(handle(), list.get());
  if (assigned != RD_KAFKA_RESP_ERR_NO_ERROR) return Unexpected(error_of(assigned, topic_));
  return {};
}

Result<void> ChangelogReader::take_message(const rd_kafka_message_t& message, const Take& take) {
  if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    if (message.partition == partition_) next_offset_ = std::max(next_offset_, message.offset);
    return {};
  }
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR)
    return fail(classify(message.err),
                note_error(message.err, rd_kafka_message_errstr(&message), topic_));
  if (status()->any_refused()) writable_status().allow(topic_);
  if (message.partition != partition_) return {};  // fetched for an earlier one
  next_offset_ = message.offset + 1;
  std::optional<std::string_view> value;
  if (message.payload != nullptr) value = bytes_of(message.payload, message.len);
  return take(bytes_of(message.key, message.key_len), value);
}

}  // namespace newswatch::kafka
