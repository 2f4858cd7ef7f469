#include "kafka/topic_follower.h"

#include <fmt/format.h>
#include <syslog.h>

#include <algorithm>
#include <utility>

#include "kafka/bytes.h"
#include "kafka/errors.h"

namespace newswatch::kafka {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kMetadataWait{1000};
constexpr milliseconds kMissingEvery{1000};  // while something is missing
constexpr milliseconds kPatience{5000};      // with partitions that can't be read to their ends

FollowedRecord record_of(const rd_kafka_message_t& message) {
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  return {rd_kafka_topic_name(message.rkt), std::string(bytes_of(message.payload, message.len)),
          rd_kafka_message_timestamp(&message, &type)};
}

/// Offsets are not records: each transaction leaves its end in a partition, and so do those that
/// were given up, with their records. Most transactions here are one alert.
std::int64_t start_for(std::int64_t recent) {
  constexpr std::int64_t kEach = 3;
  constexpr std::int64_t kMore = 10;
  return recent == 0 ? std::int64_t{RD_KAFKA_OFFSET_END}
                     : RD_KAFKA_OFFSET_TAIL(kEach * recent + kMore);
}

}  // namespace

Result<std::unique_ptr<TopicFollower>> TopicFollower::create(const ConnectionOptions& connection,
                                                             FollowOptions options,
                                                             LogFunction log) {
  const auto properties = table_properties(connection);
  if (!properties) return Unexpected(properties.error());
  auto follower = std::make_unique<TopicFollower>(Key(), std::move(options), std::move(log));
  if (auto started = follower->start(RD_KAFKA_CONSUMER, *properties, connection); !started)
    return Unexpected(started.error());
  rd_kafka_poll_set_consumer(follower->handle());
  for (const std::string& topic : follower->options_.topics) {
    TopicHandle handle(rd_kafka_topic_new(follower->handle(), topic.c_str(), nullptr));
    if (!handle)
      return fail(ErrorCode::InvalidConfiguration,
                  fmt::format("topic \"{}\": {}", topic, rd_kafka_err2str(rd_kafka_last_error())));
    follower->handles_.emplace(topic, std::move(handle));
  }
  follower->look_every_ = metadata_refresh_interval(*properties);
  return follower;
}

TopicFollower::TopicFollower(Key /*key*/, FollowOptions options, LogFunction log)
    : Client(std::move(log)), options_(std::move(options)) {}

// There is no group to leave: see Consumer::close for why it is not even tried.
TopicFollower::~TopicFollower() {
  handles_.clear();
  destroy(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
}

std::vector<FollowedRecord> TopicFollower::poll(milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  std::vector<FollowedRecord> records;
  while (records.empty()) {
    if (Steady::now() >= next_look_) look_for_partitions();
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    const auto most = std::clamp(left, milliseconds(0), kMissingEvery);
    const MessageHandle message(rd_kafka_consumer_poll(handle(), static_cast<int>(most.count())));
    if (message) take(*message, records);
    if (!caught_up_ && !next_offsets_.empty() && (unread_.empty() || Steady::now() >= give_up_))
      records = release_early();
    if (Steady::now() >= deadline) break;
  }
  return records;
}

void TopicFollower::add_callbacks(rd_kafka_conf_t* /*conf*/) {}

void TopicFollower::look_for_partitions() {
  missing_.clear();
  std::set<TopicPartition> found = named_partitions();
  if (!options_.prefix.empty()) found.merge(partitions_by_prefix());
  const bool is_whole = missing_.empty() && !found.empty();
  next_look_ = Steady::now() + (is_whole ? look_every_ : kMissingEvery);
  const bool any_new = std::ranges::any_of(
      found, [&](const TopicPartition& where) { return !next_offsets_.contains(where); });
  if (any_new) assign(found);
}

std::set<TopicPartition> TopicFollower::named_partitions() {
  std::set<TopicPartition> found;
  for (const auto& [topic, handle] : handles_) {
    const auto [error, count] = ask_for_partitions(handle.get(), kMetadataWait);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) note_missing(error, topic);
    for (std::int32_t number = 0; number < count; ++number) found.insert({topic, number});
  }
  return found;
}

std::set<TopicPartition> TopicFollower::partitions_by_prefix() {
  std::set<TopicPartition> found;
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error = rd_kafka_metadata(handle(), /*all_topics=*/1, nullptr, &answer,
                                       static_cast<int>(kMetadataWait.count()));
  const MetadataHandle metadata(answer);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    note_missing(error, options_.prefix);
    return found;
  }
  for (int i = 0; i < metadata->topic_cnt; ++i) {
    const rd_kafka_metadata_topic_t& topic = metadata->topics[i];
    if (!std::string_view(topic.topic).starts_with(options_.prefix)) continue;
    for (std::int32_t number = 0; number < topic.partition_cnt; ++number)
      found.insert({topic.topic, number});
  }
  return found;
}

void TopicFollower::note_missing(rd_kafka_resp_err_t error, std::string_view topic) {
  missing_ = fmt::format("{}: {}", topic, rd_kafka_err2str(error));
  note_error(error, rd_kafka_err2str(error), topic);
  log(LOG_WARNING, rd_kafka_err2name(error), missing_);
}

/// Those that were read before go on where they stand. The first ones begin shortly before their
/// ends, later ones at their beginnings, since all of them is news.
void TopicFollower::assign(const std::set<TopicPartition>& found) {
  const bool first = next_offsets_.empty();
  if (first) give_up_ = Steady::now() + kPatience;
  const ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(found.size())));
  for (const TopicPartition& where : found) {
    const auto [entry, is_new] = next_offsets_.try_emplace(
        where, first ? start_for(options_.recent) : std::int64_t{RD_KAFKA_OFFSET_BEGINNING});
    if (is_new) unread_.insert(where);
    rd_kafka_topic_partition_list_add(list.get(), where.topic.c_str(), where.partition)->offset =
        entry->second;
  }
  const auto error = rd_kafka_assign(handle(), list.get());
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) log(LOG_ERR, "ASSIGN", rd_kafka_err2str(error));
}

void TopicFollower::take(const rd_kafka_message_t& message, std::vector<FollowedRecord>& records) {
  const bool at_end = message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF;
  const std::string topic = message.rkt == nullptr ? "" : rd_kafka_topic_name(message.rkt);
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR && !at_end) {
    refused_ = fmt::format("{}: {}", topic, rd_kafka_message_errstr(&message));
    note_error(message.err, rd_kafka_message_errstr(&message), topic);
    return log(LOG_WARNING, rd_kafka_err2name(message.err), refused_);
  }
  refused_.clear();
  if (status()->any_refused()) writable_status().allow(topic);
  const TopicPartition where{topic, message.partition};
  next_offsets_[where] = message.offset + (at_end ? 0 : 1);
  if (at_end) unread_.erase(where);
  if (!at_end && message.payload != nullptr)
    (caught_up_ ? records : early_).push_back(record_of(message));
}

/// @return the newest of what was there before, oldest first.
std::vector<FollowedRecord> TopicFollower::release_early() {
  caught_up_ = true;
  std::ranges::stable_sort(early_, {}, &FollowedRecord::timestamp_ms);
  const auto most = static_cast<std::size_t>(options_.recent);
  if (most > 0 && early_.size() > most)  // none asked for: then all of it is new
    early_.erase(early_.begin(), early_.end() - static_cast<std::ptrdiff_t>(most));
  return std::exchange(early_, {});
}

}  // namespace newswatch::kafka
