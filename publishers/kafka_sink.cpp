#include "publishers/kafka_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "kafka/errors.h"

namespace newswatch::publishers {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstRetry{100};
constexpr milliseconds kLastRetry{2000};
constexpr milliseconds kSlice{100};

}  // namespace

KafkaSink::KafkaSink(std::unique_ptr<kafka::Producer> producer, KafkaSinkOptions options)
    : TopicSink(std::move(producer), std::move(options)), retry_wait_(kFirstRetry) {}

Result<void> KafkaSink::publish(const alerts::Annotation& annotation, const Record& record) {
  newest_annotations_[annotation.article.value] = next_token_;
  return TopicSink::publish(annotation, record);
}

Result<void> KafkaSink::flush(milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  while (true) {
    send();
    producer().poll(milliseconds(0));
    settle();
    if (const auto fatal = producer().fatal_error()) return Unexpected(*fatal);
    if (pending_.empty()) {
      newest_annotations_.clear();
      some_failed_ = false;
      return {};
    }
    if (Steady::now() >= deadline) return unfinished();
    wait_for_news(deadline);
  }
}

SinkCounts KafkaSink::take_counts() { return std::exchange(counts_, {}); }

Result<void> KafkaSink::hand_over(Outgoing outgoing) {
  if (const auto fatal = producer().fatal_error()) return Unexpected(*fatal);
  pending_.emplace(next_token_++, Pending{.outgoing = std::move(outgoing)});
  send();
  producer().poll(milliseconds(0));
  settle();
  return {};
}

// In the order of arrival; what librdkafka's queue does not take now waits for the next call.
void KafkaSink::send() {
  retry_failed();
  if (alone_in_flight_) return;
  for (auto& [token, pending] : pending_) {
    if (pending.state != State::Waiting || (pending.alone && in_flight_ > 0)) continue;
    if (!send_one(token, pending) || alone_in_flight_) return;
  }
}

/// @return false when there is no room for more.
bool KafkaSink::send_one(std::uint64_t token, Pending& pending) {
  const auto error = producer().produce(pending.outgoing.message, token, milliseconds(0));
  if (error == RD_KAFKA_RESP_ERR__QUEUE_FULL) return false;
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    pending.alone = true;  // the client itself judged this one
    fail_one(pending, error);
    return true;
  }
  pending.state = State::InFlight;
  ++in_flight_;
  alone_in_flight_ = pending.alone;
  return true;
}

void KafkaSink::wait_for_news(Steady::time_point deadline) {
  const auto now = Steady::now();
  const auto until = in_flight_ > 0 ? now + kSlice : std::max(now, retry_at_);
  const auto wait = std::chrono::ceil<milliseconds>(std::min(until, deadline) - now);
  if (in_flight_ > 0)
    producer().flush(wait);
  else
    producer().poll(wait);
}

void KafkaSink::settle() {
  for (const auto& delivery : producer().take_deliveries())
    settle_one(delivery.token, delivery.error);
  drop_needless_annotations();
}

// Of what failed: where a newer one of the article was handed over, and where no more can be left
// out.
void KafkaSink::drop_needless_annotations() {
  if (!some_failed_) return;
  std::erase_if(pending_, [this](const auto& entry) {
    const auto& [token, pending] = entry;
    if (pending.outgoing.content != Content::Annotation || pending.state == State::InFlight)
      return false;
    if (pending.error == RD_KAFKA_RESP_ERR_NO_ERROR) return false;
    const bool at_its_smallest = pending.outgoing.truncated && pending.state == State::Failed;
    return newest_annotations_.at(pending.outgoing.message.key) != token ||
           (at_its_smallest && is_too_large(pending.error));
  });
}

void KafkaSink::settle_one(std::uint64_t token, rd_kafka_resp_err_t error) {
  --in_flight_;
  const auto found = pending_.find(token);
  if (found->second.alone) alone_in_flight_ = false;
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return fail_one(found->second, error);
  count_published(found->second.outgoing, counts_);
  retry_wait_ = kFirstRetry;
  pending_.erase(found);
}

void KafkaSink::fail_one(Pending& pending, rd_kafka_resp_err_t error) {
  ++counts_.errors[reason_of(error)];
  pending.error = error;
  pending.state = State::Failed;
  some_failed_ = true;
  const bool first = retry_at_ <= Steady::now();
  if (first)
    retry_at_ = Steady::now() + std::exchange(retry_wait_, std::min(2 * retry_wait_, kLastRetry));
  if (is_too_large(error)) shrink(pending);
}

// A broker refuses a whole batch of messages for its size, so the first answer says nothing about
// one message: it is sent once more, alone.
void KafkaSink::shrink(Pending& pending) {
  if (pending.outgoing.truncated && pending.alone) return;
  if (pending.alone) make_smaller(pending.outgoing, options(), counts_);
  pending.alone = !pending.alone;
  pending.state = State::Waiting;
}

void KafkaSink::retry_failed() {
  if (Steady::now() < retry_at_) return;
  for (auto& [token, pending] : pending_)
    if (pending.state == State::Failed) pending.state = State::Waiting;
}

Result<void> KafkaSink::unfinished() const {
  const Pending* worst = &pending_.begin()->second;
  for (const auto& [token, pending] : pending_) {
    if (kafka::is_refusal(pending.error)) worst = &pending;
    if (worst->error == RD_KAFKA_RESP_ERR_NO_ERROR) worst = &pending;
  }
  const auto waiting = fmt::format("{} messages wait", pending_.size());
  if (worst->error == RD_KAFKA_RESP_ERR_NO_ERROR)
    return fail(ErrorCode::Unavailable, fmt::format("topic \"{}\" not acknowledged yet ({})",
                                                    worst->outgoing.message.topic, waiting));
  return fail(kafka::is_refusal(worst->error) ? ErrorCode::Refused : ErrorCode::Unavailable,
              fmt::format("topic \"{}\": {} ({})", worst->outgoing.message.topic,
                          advice(worst->error), waiting));
}

}  // namespace newswatch::publishers
