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
  auto properties = table_properties(options);
  if (!properties) return Unexpected(properties.error());
  // A broker tells the end where nothing is left to send, after so long; nobody is asked once it is
  // reached.
  properties->set("fetch.wait.max.ms", "20");
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
  while (!end_ || next_offset_ < *end_) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    if (left <= milliseconds(0) && next_offset_ > began_at) return false;
    if (left <= milliseconds(0))
      return fail(ErrorCode::Unavailable,
                  fmt::format("topic \"{}\"[{}]: read up to {} of {}", topic_, partition,
                              next_offset_, end_ ? std::to_string(*end_) : "?"));
    const MessageHandle message(rd_kafka_consumer_poll(handle(), static_cast<int>(left.count())));
    if (!message) continue;
    if (auto taken = take_message(*message, take); !taken) return Unexpected(taken.error());
  }
  partition_.reset();
  rd_kafka_assign(handle(), nullptr);
  return true;
}

// The end that is told here is of no use: see note_end.
Result<void> ChangelogReader::begin(std::int32_t partition) {
  std::int64_t first = 0;
  std::int64_t stable_end = 0;
  const auto error = rd_kafka_query_watermark_offsets(handle(), topic_.c_str(), partition, &first,
                                                      &stable_end, kWatermarkWaitMs);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
    return fail(classify(error), note_error(error, rd_kafka_err2str(error), topic_));
  next_offset_ = first;
  end_.reset();
  partition_ = partition;
  const auto list = list_of({{{topic_, partition}, first}});
  const auto assigned = rd_kafka_assign(handle(), list.get());
  if (assigned != RD_KAFKA_RESP_ERR_NO_ERROR) return Unexpected(error_of(assigned, topic_));
  return {};
}

// The high watermark comes with what is fetched. A broker that is asked for the end tells a reader
// of committed records where the first open transaction begins instead; then what is committed
// would be missed where the commit has not reached this partition yet.
void ChangelogReader::note_end() {
  std::int64_t first = 0;
  std::int64_t end = 0;
  rd_kafka_get_watermark_offsets(handle(), topic_.c_str(), *partition_, &first, &end);
  if (end >= 0) end_ = end;
}

Result<void> ChangelogReader::take_message(const rd_kafka_message_t& message, const Take& take) {
  const bool is_ours = message.partition == partition_;
  if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    if (is_ours && !end_) note_end();
    if (is_ours) next_offset_ = std::max(next_offset_, message.offset);
    return {};
  }
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR)
    return fail(classify(message.err),
                note_error(message.err, rd_kafka_message_errstr(&message), topic_));
  if (status()->any_refused()) writable_status().allow(topic_);
  if (!is_ours) return {};  // fetched for an earlier one
  if (!end_) note_end();
  next_offset_ = message.offset + 1;
  std::optional<std::string_view> value;
  if (message.payload != nullptr) value = bytes_of(message.payload, message.len);
  return take(bytes_of(message.key, message.key_len), value);
}

}  // namespace newswatch::kafka
