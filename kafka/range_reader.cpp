#include "kafka/range_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kafka/errors.h"
#include "kafka/partition_list.h"

namespace newswatch::kafka {
namespace {

using std::chrono::milliseconds;
using Offset = std::int64_t;
using OffsetsOfPartitions = std::map<std::int32_t, Offset>;

Result<Properties> range_properties(const ConnectionOptions& connection) {
  auto properties = table_properties(connection);
  if (!properties) return properties;
  // What was deleted meanwhile is told of, not passed over.
  properties->set("auto.offset.reset", "error");
  properties->set("queued.max.messages.kbytes", "16384");
  return properties;
}

std::int64_t timestamp_of(const rd_kafka_message_t& message) {
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  return rd_kafka_message_timestamp(&message, &type);
}

/// Where a place lies in one partition. @param timed  what the brokers said of its time.
struct OffsetOf {
  std::int32_t partition;
  OffsetRange bounds;
  Offset by_default;
  const OffsetsOfPartitions& timed;

  Offset operator()(Beginning) const { return bounds.begin; }
  Offset operator()(End) const { return bounds.end; }
  Offset operator()(Timestamp) const { return timed.at(partition); }
  Offset operator()(Offset offset) const { return offset; }
  Offset operator()(const OffsetsOfPartitions& offsets) const {
    const auto found = offsets.find(partition);
    return found == offsets.end() ? by_default : found->second;
  }
};

/// @return a partition that is named and does not exist, or nothing.
std::optional<std::int32_t> unknown_partition(const TopicPlace& place, int count) {
  const auto* offsets = std::get_if<OffsetsOfPartitions>(&place);
  if (offsets == nullptr || offsets->empty()) return std::nullopt;
  for (const std::int32_t end : {offsets->begin()->first, offsets->rbegin()->first}) {
    if (end < 0 || end >= count) return end;
  }
  return std::nullopt;
}

}  // namespace

Result<std::unique_ptr<RangeReader>> RangeReader::create(const ConnectionOptions& connection,
                                                         std::string topic, LogFunction log) {
  const auto properties = range_properties(connection);
  if (!properties) return Unexpected(properties.error());
  auto reader = std::make_unique<RangeReader>(Key(), std::move(topic), std::move(log));
  if (auto started = reader->start(RD_KAFKA_CONSUMER, *properties, connection); !started)
    return Unexpected(started.error());
  reader->handle_of_topic_.reset(
      rd_kafka_topic_new(reader->handle(), reader->topic_.c_str(), nullptr));
  if (!reader->handle_of_topic_)
    return fail(
        ErrorCode::InvalidConfiguration,
        fmt::format("topic \"{}\": {}", reader->topic_, rd_kafka_err2str(rd_kafka_last_error())));
  return reader;
}

RangeReader::RangeReader(Key /*key*/, std::string topic, LogFunction log)
    : Client(std::move(log)), topic_(std::move(topic)) {}

RangeReader::~RangeReader() {
  while (!partitions_.empty()) finish(partitions_.begin()->first);
  handle_of_topic_.reset();
  destroy(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

void RangeReader::add_callbacks(rd_kafka_conf_t* /*conf*/) {}

Result<TopicRange> RangeReader::find(const TopicPlace& from, const TopicPlace& to,
                                     milliseconds wait) {
  rd_kafka_poll(handle(), 0);  // what connections tell
  const auto count = count_partitions(topic_, wait);
  if (!count) return Unexpected(count.error());
  for (const TopicPlace* place : {&from, &to}) {
    if (const auto unknown = unknown_partition(*place, *count))
      return fail(ErrorCode::InvalidConfiguration,
                  fmt::format("topic \"{}\" has {} partitions, counted from 0, and no {}", topic_,
                              *count, *unknown));
  }
  TopicRange range;
  for (std::int32_t number = 0; number < *count; ++number) {
    const auto whole = bounds(number, wait);
    if (!whole) return Unexpected(whole.error());
    range[number] = *whole;
  }
  OffsetsOfPartitions first, last;
  for (const auto& [number, whole] : range) {
    first[number] = whole.end;
    last[number] = whole.end;
  }
  if (auto done = resolve_times(from, wait, first); !done) return Unexpected(done.error());
  if (auto done = resolve_times(to, wait, last); !done) return Unexpected(done.error());
  for (auto& [number, part] : range) {
    const OffsetRange whole = part;
    const Offset begin = std::visit(OffsetOf{number, whole, whole.begin, first}, from);
    const Offset end = std::visit(OffsetOf{number, whole, whole.end, last}, to);
    part.begin = std::clamp(begin, whole.begin, whole.end);
    part.end = std::clamp(end, part.begin, whole.end);
  }
  return range;
}

Result<OffsetRange> RangeReader::bounds(std::int32_t partition, milliseconds wait) {
  OffsetRange range;
  const auto error =
      rd_kafka_query_watermark_offsets(handle(), topic_.c_str(), partition, &range.begin,
                                       &range.end, static_cast<int>(wait.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return Unexpected(tell(error, rd_kafka_err2str(error)));
  return range;
}

/// @param offsets  the end of each partition; where there is a record of that time or later, its
/// offset afterwards.
Result<void> RangeReader::resolve_times(const TopicPlace& place, milliseconds wait,
                                        OffsetsOfPartitions& offsets) {
  const auto* time = std::get_if<Timestamp>(&place);
  if (time == nullptr) return {};
  const ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(offsets.size())));
  for (const auto& [number, end] : offsets)
    rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(), number)->offset =
        std::max<std::int64_t>(0, time->time_since_epoch().count());
  const auto error =
      rd_kafka_offsets_for_times(handle(), list.get(), static_cast<int>(wait.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return Unexpected(tell(error, rd_kafka_err2str(error)));
  for (const rd_kafka_topic_partition_t& found : elements(list.get())) {
    if (found.err != RD_KAFKA_RESP_ERR_NO_ERROR)
      return Unexpected(tell(found.err, rd_kafka_err2str(found.err)));
    if (found.offset >= 0) offsets[found.partition] = found.offset;
  }
  return {};
}

void RangeReader::begin(const TopicRange& range) {
  for (const auto& [number, part] : range) {
    if (part.begin >= part.end) continue;
    partitions_.try_emplace(number, Partition{.end = part.end, .head = nullptr});
    rd_kafka_consume_start(handle_of_topic_.get(), number, part.begin);
  }
}

Result<MessageHandle> RangeReader::next(milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  rd_kafka_poll(handle(), 0);
  if (auto fatal = fatal_error()) return Unexpected(*fatal);
  for (auto entry = partitions_.begin(); entry != partitions_.end();) {
    auto& [number, partition] = *entry++;  // which may be gone afterwards
    if (partition.head) continue;
    const auto fetched = fetch_head(number, partition, deadline);
    if (!fetched) return Unexpected(fetched.error());
    if (!*fetched) return MessageHandle();
  }
  const auto earliest = std::ranges::min_element(
      partitions_, {}, [](const auto& entry) { return timestamp_of(*entry.second.head); });
  if (earliest == partitions_.end()) return MessageHandle();
  return std::move(earliest->second.head);
}

/// @return false when nothing came in time. The partition is gone where it has no more.
Result<bool> RangeReader::fetch_head(std::int32_t number, Partition& partition,
                                     Steady::time_point deadline) {
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    MessageHandle message(rd_kafka_consume(handle_of_topic_.get(), number,
                                           static_cast<int>(std::max(left.count(), 0L))));
    if (!message) return false;
    const auto error = message->err;
    const bool is_behind =
        error == RD_KAFKA_RESP_ERR__PARTITION_EOF ||
        (error == RD_KAFKA_RESP_ERR_NO_ERROR && message->offset >= partition.end);
    if (is_behind) {
      finish(number);
      return true;
    }
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
      partition.head = std::move(message);
      return true;
    }
    Error why = tell(error, rd_kafka_message_errstr(message.get()));
    if (why.code == ErrorCode::Refused || why.code == ErrorCode::Fatal) return Unexpected(why);
    const bool is_final =
        error == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET || error == RD_KAFKA_RESP_ERR__BAD_MSG ||
        error == RD_KAFKA_RESP_ERR__BAD_COMPRESSION || error == RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED;
    if (!is_final) continue;
    const std::string where = fmt::format("{}[{}]@{}", topic_, number, message->offset);
    message.reset();
    finish(number);
    return fail(ErrorCode::Io,
                fmt::format("{}: can't be read, nor what is behind it in the partition: {}", where,
                            why.message));
  }
}

void RangeReader::finish(std::int32_t number) {
  partitions_.erase(number);
  rd_kafka_consume_stop(handle_of_topic_.get(), number);
}

Error RangeReader::tell(rd_kafka_resp_err_t error, std::string_view reason) {
  return {classify(error), note_error(error, reason, topic_)};
}

}  // namespace newswatch::kafka
