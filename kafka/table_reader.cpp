#include "kafka/table_reader.h"

#include <fmt/format.h>
#include <syslog.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "kafka/bytes.h"
#include "kafka/errors.h"

namespace newswatch::kafka {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kMetadataWait{1000};
constexpr milliseconds kMissingEvery{1000};  // while there is nothing to read yet

}  // namespace

Result<std::unique_ptr<TableReader>> TableReader::create(const ConnectionOptions& options,
                                                         std::string topic, LogFunction log) {
  const auto properties = table_properties(options);
  if (!properties) return Unexpected(properties.error());
  auto table = std::make_unique<TableReader>(Key(), std::move(topic), std::move(log));
  if (auto started = table->start(RD_KAFKA_CONSUMER, *properties, options); !started)
    return Unexpected(started.error());
  rd_kafka_poll_set_consumer(table->handle());
  table->handle_of_topic_.reset(
      rd_kafka_topic_new(table->handle(), table->topic_.c_str(), nullptr));
  if (!table->handle_of_topic_)
    return fail(
        ErrorCode::InvalidConfiguration,
        fmt::format("topic \"{}\": {}", table->topic_, rd_kafka_err2str(rd_kafka_last_error())));
  table->look_every_ = metadata_refresh_interval(*properties);
  return table;
}

TableReader::TableReader(Key /*key*/, std::string topic, LogFunction log)
    : Client(std::move(log)), topic_(std::move(topic)) {}

// There is no group to leave: see Consumer::close for why it is not even tried.
TableReader::~TableReader() {
  handle_of_topic_.reset();
  destroy(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

bool TableReader::poll(milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  bool changed = false;
  for (bool waiting = true; waiting;) {
    if (Steady::now() >= next_look_) look_for_partitions();
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    const auto most =
        is_complete() ? milliseconds(0) : std::clamp(left, milliseconds(0), kMissingEvery);
    const MessageHandle message(rd_kafka_consumer_poll(handle(), static_cast<int>(most.count())));
    if (message) changed = take(*message) || changed;
    waiting = (message || !is_complete()) && Steady::now() < deadline;
  }
  writable_status().set_joined(is_complete() && !missing_);
  return changed;
}

bool TableReader::is_complete() const {
  return !partitions_.empty() &&
         std::ranges::all_of(partitions_, [](const auto& entry) { return entry.second.at_end; });
}

void TableReader::add_callbacks(rd_kafka_conf_t* /*conf*/) {}

void TableReader::look_for_partitions() {
  const auto count = count_partitions();
  next_look_ = Steady::now() + (partitions_.empty() ? kMissingEvery : look_every_);
  if (!count || std::cmp_less_equal(*count, partitions_.size())) return;
  for (std::int32_t number = 0; number < *count; ++number) partitions_.try_emplace(number);
  next_look_ = Steady::now() + look_every_;
  assign();
}

/// @return nothing when nobody answers, or there is no such topic.
std::optional<std::int32_t> TableReader::count_partitions() {
  const auto [error, partitions] = ask_for_partitions(handle_of_topic_.get(), kMetadataWait);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    note(error, rd_kafka_err2str(error));
    return std::nullopt;
  }
  missing_ = false;
  writable_status().set_brokers_up(true);
  return partitions;
}

/// Reads on where each partition stands: from its first record, where nothing was read yet.
void TableReader::assign() {
  const ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions_.size())));
  for (const auto& [number, partition] : partitions_)
    rd_kafka_topic_partition_list_add(list.get(), topic_.c_str(), number)->offset =
        partition.next_offset == 0 ? RD_KAFKA_OFFSET_BEGINNING : partition.next_offset;
  const auto error = rd_kafka_assign(handle(), list.get());
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
    log(LOG_ERR, "ASSIGN", fmt::format("{}: {}", topic_, rd_kafka_err2str(error)));
}

/// @return whether rows changed.
bool TableReader::take(const rd_kafka_message_t& message) {
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR &&
      message.err != RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    note(message.err, rd_kafka_message_errstr(&message));
    return false;
  }
  missing_ = false;
  if (status()->any_refused()) writable_status().allow(topic_);
  const auto found = partitions_.find(message.partition);
  if (found == partitions_.end()) return false;
  auto& partition = found->second;
  // The topic was made anew, or lost its end: what was read before is no more.
  const bool restarted = message.offset < partition.next_offset;
  if (restarted) partition = Partition();
  const bool forgot = restarted && forget(message.partition);
  if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    partition.next_offset = message.offset;
    partition.at_end = true;
    return forgot;
  }
  partition.next_offset = message.offset + 1;
  return take_record(message) || forgot;
}

bool TableReader::take_record(const rd_kafka_message_t& message) {
  RowKey key{std::string(bytes_of(message.key, message.key_len)), message.partition};
  if (message.payload != nullptr) {
    rows_.insert_or_assign(
        std::move(key), Row{std::string(bytes_of(message.payload, message.len)), message.offset});
    return true;
  }
  if (rows_.erase(key) > 0) return true;
  const auto other = rows_.lower_bound({key.key, 0});
  if (other != rows_.end() && other->first.key == key.key)
    log(LOG_WARNING, "TABLE",
        fmt::format("{}[{}]@{}: the deletion of \"{}\" changes nothing: that key stands in "
                    "partition {}",
                    topic_, message.partition, message.offset, key.key, other->first.partition));
  return false;
}

/// @return whether there was anything to forget.
bool TableReader::forget(std::int32_t partition) {
  return std::erase_if(rows_, [&](const auto& row) { return row.first.partition == partition; }) >
         0;
}

void TableReader::note(rd_kafka_resp_err_t error, std::string_view reason) {
  if (is_unknown_topic(error)) missing_ = true;
  const auto text = note_error(error, reason, topic_);
  log(LOG_WARNING, rd_kafka_err2name(error), text);
}

}  // namespace newswatch::kafka
