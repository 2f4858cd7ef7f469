#include "consumers/kafka_source.h"

#include <fmt/format.h>
#include <syslog.h>

#include <algorithm>
#include <string_view>

#include "consumers/kafka_record.h"
#include "kafka/errors.h"

namespace newswatch::consumers {
namespace {

using std::chrono::milliseconds;

constexpr auto kCloseWait = std::chrono::seconds(5);
constexpr auto kCommittedWait = milliseconds(1000);

std::string_view topic_of(const rd_kafka_message_t& message) {
  return message.rkt == nullptr ? std::string_view() : rd_kafka_topic_name(message.rkt);
}

bool is_of(const rd_kafka_message_t& message, const kafka::TopicPartition& partition) {
  return message.partition == partition.partition && topic_of(message) == partition.topic;
}

/// @return 0 where there is none.
std::int64_t offset_in(const kafka::Offsets& offsets, const kafka::TopicPartition& partition) {
  const auto found = offsets.find(partition);
  return found == offsets.end() ? 0 : found->second;
}

kafka::TopicPartition partition_of(const Record& record) {
  return {record.origin.topic, record.origin.partition};
}

// Nothing to report: the client finds its way back by itself.
bool heals_by_itself(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED || kafka::is_unknown_topic(error);
}

// The last one of an unknown codec.
bool is_corrupt(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR__BAD_COMPRESSION || error == RD_KAFKA_RESP_ERR__BAD_MSG ||
         error == RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED;
}

}  // namespace

KafkaSource::KafkaSource(std::unique_ptr<kafka::Consumer> consumer, milliseconds gather)
    : consumer_(std::move(consumer)), gather_(gather) {
  consumer_->before_revoke([this] { send_last(); });
}

KafkaSource::~KafkaSource() { close(); }

Result<void> KafkaSource::poll(std::vector<Record>& batch, std::size_t most, milliseconds wait) {
  batch.clear();
  if (consumer_->is_paused()) consumer_->resume();
  const auto released = release_held();
  if (!pending_error_) fill(batch, most, Steady::now() + wait);
  has_lost_records_ = false;
  remember_offsets(batch);
  remember_ends();
  seek_past_corrupt();
  if (!batch.empty()) return {};
  if (const auto fatal = consumer_->fatal_error()) return Unexpected(*fatal);
  if (auto error = std::exchange(pending_error_, std::nullopt)) return Unexpected(*error);
  return released;
}

Result<void> KafkaSource::commit() {
  kafka::Offsets all = uncommitted_;
  all.insert(commit_waits_.begin(), commit_waits_.end());
  if (auto committed = consumer_->commit(all); !committed) return committed;
  commit_waits_.clear();
  note_committed();
  return {};
}

Result<void> KafkaSource::commit_soon() {
  for (const auto& [where, offset] : uncommitted_) commit_waits_[where] = offset;
  note_committed();
  if (consumer_->is_committing()) return {};
  const auto earlier = consumer_->take_commit_result();
  if (!earlier) commit_waits_.insert(committed_soon_.begin(), committed_soon_.end());
  committed_soon_.clear();
  if (auto sent = send_what_waits(); !sent) return sent;
  return earlier;
}

Result<void> KafkaSource::send_what_waits() {
  auto sent = consumer_->commit_soon(commit_waits_);
  if (!sent) return sent;
  for (const auto& [where, offset] : std::exchange(commit_waits_, {}))
    committed_soon_[where] = offset;
  return sent;
}

void KafkaSource::send_last() {
  if (const auto sent = send_what_waits(); !sent)
    consumer_->log(LOG_WARNING, "COMMIT",
                   fmt::format("{}: what was done last comes again", sent.error().message));
}

kafka::Offsets KafkaSource::still_due(const kafka::Offsets& next_offsets) const {
  // A partition that went and came back may be further on.
  kafka::Offsets due = next_offsets;
  std::erase_if(due, [this](const auto& entry) {
    const auto first = first_uncommitted_.find(entry.first);
    return first == first_uncommitted_.end() || entry.second < first->second;
  });
  return due;
}

void KafkaSource::note_committed() {
  for (const auto& [where, offset] : uncommitted_) committed_[where] = offset;
  clear_uncommitted();
}

void KafkaSource::clear_uncommitted() {
  uncommitted_.clear();
  first_uncommitted_.clear();
}

Result<void> KafkaSource::rewind() {
  kafka::Offsets targets = first_uncommitted_;
  std::vector<kafka::TopicPartition> at_deadly;
  for (auto& [where, offset] : targets) {
    std::erase_if(held_,
                  [&](const kafka::MessageHandle& message) { return is_of(*message, where); });
    skipped_to_.erase(where);
    const auto deadly = deadly_.find(where);
    if (deadly == deadly_.end()) continue;
    const auto& [from, to] = deadly->second;
    if (offset < from || offset >= to) continue;
    offset = to;
    at_deadly.push_back(where);
  }
  if (auto sought = consumer_->seek(targets); !sought)
    return fail(ErrorCode::Fatal, sought.error().message);
  clear_uncommitted();
  for (const auto& where : at_deadly) skip_deadly(where);
  return {};
}

AssignmentNews KafkaSource::take_assignment_news() {
  AssignmentNews news;
  for (const auto& gone : std::exchange(revoked_, {}))
    if (told_.erase(gone) > 0) news.lost.push_back(gone);
  for (const auto& present : consumer_->assignment())
    if (told_.insert(present).second) news.gained.push_back(present);
  return news;
}

Result<void> KafkaSource::wait_for_committed(milliseconds wait) {
  const auto committed = consumer_->committed(wait);
  return committed ? Result<void>() : Unexpected(committed.error());
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
  send_last();
  consumer_->close(kCloseWait);
}

std::vector<CorruptRecord> KafkaSource::take_corrupt() {
  return std::exchange(corrupt_records_, {});
}

void KafkaSource::fill(std::vector<Record>& batch, std::size_t most, Steady::time_point deadline) {
  std::size_t batch_bytes = 0;
  while (batch.size() < most && batch_bytes < kMostBatchBytes && !pending_error_ &&
         corrupt_.empty()) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    const auto message = next_message(std::max(left, milliseconds(0)));
    drop_revoked(batch);
    if (!message) return;
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      handle_error(*message);
    } else {
      if (batch.empty()) deadline = Steady::now() + gather_;
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
    revoked_.push_back(gone);
    has_lost_records_ = has_lost_records_ || uncommitted_.contains(gone);
    forget(gone);
    std::erase_if(batch, [&](const Record& record) { return partition_of(record) == gone; });
  }
}

void KafkaSource::forget(const kafka::TopicPartition& partition) {
  uncommitted_.erase(partition);
  first_uncommitted_.erase(partition);
  committed_.erase(partition);
  commit_waits_.erase(partition);
  committed_soon_.erase(partition);
  ends_.erase(partition);
  corrupt_.erase(partition);
  skipped_to_.erase(partition);
  deadly_.erase(partition);
  std::erase_if(corrupt_records_, [&](const CorruptRecord& record) {
    return record.origin.partition == partition.partition && record.origin.topic == partition.topic;
  });
  std::erase_if(held_,
                [&](const kafka::MessageHandle& message) { return is_of(*message, partition); });
}

void KafkaSource::handle_error(const rd_kafka_message_t& message) {
  if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    ends_[{std::string(topic_of(message)), message.partition}] = message.offset;
    return;
  }
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
  consumer_->log(LOG_ERR, "CORRUPT",
                 fmt::format("skipped {}[{}] offset {}: {}", where.topic, where.partition, from,
                             rd_kafka_message_errstr(&message)));
  corrupt_records_.push_back(
      {.origin = {where.topic, where.partition, from},
       .why = Error{ErrorCode::CorruptBatch, fmt::format("its batch can't be read: {}",
                                                         rd_kafka_message_errstr(&message))}});
}

void KafkaSource::try_partitions_out(
    std::function<std::int64_t(const kafka::TopicPartition&, std::int64_t)> first_readable) {
  first_readable_ = std::move(first_readable);
  consumer_->hold_new_partitions();
}

// One at a time: each may take a while, and the group wants to hear of us in between.
Result<void> KafkaSource::release_held() {
  if (consumer_->held().empty()) return {};
  const kafka::TopicPartition where = *consumer_->held().begin();
  const auto committed = consumer_->committed(kCommittedWait);
  if (!committed) return Unexpected(committed.error());
  const std::int64_t from = offset_in(*committed, where);
  const auto known = deadly_.find(where);
  const std::int64_t to =
      known == deadly_.end() ? first_readable_(where, from) : known->second.second;
  if (to > from) {
    deadly_[where] = {from, to};
    if (auto sought = consumer_->seek({{where, to}}); !sought) return sought;
    skip_deadly(where);
  }
  consumer_->release(where);
  return {};
}

void KafkaSource::skip_deadly(const kafka::TopicPartition& where) {
  const auto [from, to] = deadly_.at(where);
  const auto why = fmt::format("offsets {} to {} take more memory than there is", from, to - 1);
  consumer_->log(LOG_ERR, "CORRUPT",
                 fmt::format("skipped {}[{}]: {}", where.topic, where.partition, why));
  corrupt_records_.push_back(
      {.origin = {where.topic, where.partition, from}, .why = Error{ErrorCode::CorruptBatch, why}});
  first_uncommitted_.try_emplace(where, from);
  uncommitted_[where] = to;
}

void KafkaSource::seek_past_corrupt() {
  for (const auto& [where, offset] : std::exchange(corrupt_, {})) {
    if (auto sought = consumer_->seek({{where, offset}}); !sought) {
      pending_error_ = sought.error();
      continue;
    }
    uncommitted_[where] = offset;
    first_uncommitted_.try_emplace(where, offset - 1);  // after a rewind it is told again
  }
}

// Behind the last record may stand ends of transactions, which are done with it: else the group
// would seem to lag behind for good.
void KafkaSource::remember_ends() {
  for (const auto& [where, offset] : std::exchange(ends_, {})) {
    if (offset <= std::max(offset_in(committed_, where), offset_in(uncommitted_, where))) continue;
    uncommitted_[where] = offset;
    first_uncommitted_.try_emplace(where, offset);
  }
}

void KafkaSource::remember_offsets(const std::vector<Record>& batch) {
  const auto follows = [&batch](std::size_t i) {
    return batch[i].origin.partition == batch[i - 1].origin.partition &&
           batch[i].origin.topic == batch[i - 1].origin.topic;
  };
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const auto offset = batch[i].origin.offset;
    const bool first_of_run = i == 0 || !follows(i);
    const bool last_of_run = i + 1 == batch.size() || !follows(i + 1);
    if (first_of_run) first_uncommitted_.try_emplace(partition_of(batch[i]), offset);
    if (last_of_run) uncommitted_[partition_of(batch[i])] = offset + 1;
  }
}

}  // namespace newswatch::consumers
