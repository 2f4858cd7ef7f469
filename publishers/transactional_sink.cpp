#include "publishers/transactional_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kafka/errors.h"

namespace newswatch::publishers {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSlice{100};

template <typename Key>
void add(std::map<Key, std::uint64_t>& to, const std::map<Key, std::uint64_t>& counts) {
  for (const auto& [key, count] : counts) to[key] += count;
}

void add(SinkCounts& to, const SinkCounts& counts) {
  to.alerts += counts.alerts;
  to.near_misses += counts.near_misses;
  to.annotations += counts.annotations;
  to.annotations_too_large += counts.annotations_too_large;
  add(to.dead_letters, counts.dead_letters);
  add(to.errors, counts.errors);
}

}  // namespace

TransactionalSink::TransactionalSink(std::unique_ptr<kafka::Producer> producer,
                                     KafkaSinkOptions options)
    : TopicSink(std::move(producer), std::move(options)) {}

Result<void> TransactionalSink::prepare(milliseconds wait) {
  producer().poll(milliseconds(0));
  return producer().init_transactions(wait);
}

Result<void> TransactionalSink::flush(milliseconds wait) {
  producer().poll(wait);
  if (const auto fatal = producer().fatal_error()) return Unexpected(*fatal);
  return {};
}

Result<void> TransactionalSink::open() {
  if (is_open_) return {};
  if (auto begun = producer().begin_transaction(); !begun) return begun;
  is_open_ = true;
  return {};
}

// After a failure too: an abort drops what librdkafka is about to send again, of which a broker may
// have a copy, and the next transaction gets its sequence numbers (rd_kafka_toppar_purge_queues of
// 2.0.2). The broker would take those messages for the copy, and say that it has them.
Result<void> TransactionalSink::deliver(milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  while (true) {
    send();
    producer().poll(milliseconds(0));
    settle();
    if (const auto fatal = producer().fatal_error()) return Unexpected(*fatal);
    if (failure_ && in_flight_.empty()) return Unexpected(*failure_);
    if (waiting_.empty() && in_flight_.empty()) return {};
    if (Steady::now() >= deadline) break;
    producer().flush(kSlice);
  }
  return fail(ErrorCode::Unavailable, fmt::format("{} messages are not acknowledged yet",
                                                  waiting_.size() + in_flight_.size()));
}

Result<void> TransactionalSink::send_offsets(const kafka::Offsets& next_offsets,
                                             const kafka::GroupHandle& group, milliseconds wait) {
  return producer().send_offsets(next_offsets, group, wait);
}

Result<void> TransactionalSink::commit(milliseconds wait) {
  if (auto committed = producer().commit_transaction(wait); !committed) return committed;
  suspects_.clear();
  reductions_.clear();
  refused_bytes_.clear();
  add(counts_, open_counts_);
  close();
  return {};
}

Result<void> TransactionalSink::abort(milliseconds wait) {
  if (auto aborted = producer().abort_transaction(wait); !aborted) return aborted;
  settle();
  // After a time-out librdkafka took a new epoch, whose sequence numbers begin anew: see deliver.
  if (is_in_doubt_ && !has_timed_out_)
    return fail(ErrorCode::Fatal, "what a broker has of an aborted transaction is not known");
  add(counts_.errors, open_counts_.errors);
  close();
  return {};
}

SinkCounts TransactionalSink::take_counts() { return std::exchange(counts_, {}); }

Result<void> TransactionalSink::hand_over(Outgoing outgoing) {
  if (const auto fatal = producer().fatal_error()) return Unexpected(*fatal);
  if (!adapt(outgoing)) return {};
  if (auto opened = open(); !opened) return opened;
  waiting_.emplace(next_token_++, std::move(outgoing));
  send();
  producer().poll(milliseconds(0));
  settle();
  return {};
}

/// Makes it as small as earlier tries asked. @return false for an annotation of which nothing is
/// left.
bool TransactionalSink::adapt(Outgoing& outgoing) {
  const auto found = reductions_.find(outgoing.identity);
  const int asked = found == reductions_.end() ? 0 : found->second;
  for (int done = 0; done < asked || is_surely_too_large(outgoing); ++done) {
    if (outgoing.truncated) return outgoing.content != Content::Annotation;
    make_smaller(outgoing, options(), open_counts_);
  }
  return true;
}

/// While the same records are tried again, what was too large stays it: so a batch with many such
/// messages is not given up once for each.
bool TransactionalSink::is_surely_too_large(const Outgoing& outgoing) const {
  if (outgoing.content == Content::State) return false;
  const auto found = refused_bytes_.find(outgoing.message.topic);
  return found != refused_bytes_.end() && outgoing.message.size_bytes() >= found->second;
}

// In the order of arrival; what librdkafka's queue does not take now waits for the next call.
void TransactionalSink::send() {
  while (!waiting_.empty() && !alone_ && !failure_) {
    const auto next = waiting_.begin();
    const bool alone = suspects_.contains(next->second.identity);
    if (alone && !in_flight_.empty()) return;
    if (!send_one(next->first, next->second)) return;
    if (failure_) return;
    if (alone) alone_ = next->first;
    in_flight_.insert(waiting_.extract(next));
  }
}

/// @return false when there is no room for more.
bool TransactionalSink::send_one(std::uint64_t token, const Outgoing& outgoing) {
  const auto error = producer().produce(outgoing.message, token, milliseconds(0));
  if (error == RD_KAFKA_RESP_ERR__QUEUE_FULL) return false;
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return true;
  suspects_.insert(outgoing.identity);  // the client itself judged this one
  note_failure(outgoing, error);
  return true;
}

void TransactionalSink::settle() {
  for (const auto& delivery : producer().take_deliveries()) {
    const auto found = in_flight_.find(delivery.token);
    if (found == in_flight_.end()) continue;  // of a transaction that was aborted
    if (delivery.error == RD_KAFKA_RESP_ERR_NO_ERROR) {
      count_published(found->second, open_counts_);
    } else if (delivery.error == RD_KAFKA_RESP_ERR__PURGE_QUEUE) {
      note_dropped(found->second, delivery);
    } else {
      has_timed_out_ = has_timed_out_ || delivery.error == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT;
      note_failure(found->second, delivery.error);
    }
    if (alone_ == delivery.token) alone_.reset();
    in_flight_.erase(found);
  }
}

void TransactionalSink::note_failure(const Outgoing& outgoing, rd_kafka_resp_err_t error) {
  ++open_counts_.errors[reason_of(error)];
  if (is_too_large(error) && !suspects_.insert(outgoing.identity).second) {
    ++reductions_[outgoing.identity];
    const std::size_t bytes = outgoing.message.size_bytes();
    const auto known = refused_bytes_.try_emplace(outgoing.message.topic, bytes).first;
    known->second = std::min(known->second, bytes);
  }
  if (!failure_) fail_with(outgoing, error);
}

/// With its transaction, which librdkafka gave up by itself, or we did.
void TransactionalSink::note_dropped(const Outgoing& outgoing, const kafka::Delivery& delivery) {
  is_in_doubt_ = is_in_doubt_ || delivery.may_be_stored;
  if (!failure_) fail_with(outgoing, delivery.error);
}

void TransactionalSink::fail_with(const Outgoing& outgoing, rd_kafka_resp_err_t error) {
  failure_ = Error{ErrorCode::Aborted,
                   fmt::format("topic \"{}\": {}", outgoing.message.topic, advice(error))};
}

void TransactionalSink::close() {
  is_open_ = false;
  waiting_.clear();
  in_flight_.clear();
  alone_.reset();
  failure_.reset();
  has_timed_out_ = false;
  is_in_doubt_ = false;
  open_counts_ = {};
}

}  // namespace newswatch::publishers
