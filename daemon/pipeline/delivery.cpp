#include "daemon/pipeline/delivery.h"

#include <utility>

namespace newswatch::daemon {
using std::chrono::milliseconds;

AtLeastOnce::AtLeastOnce(consumers::Source& source, publishers::Sink& sink,
                         std::function<void(const Error&)> on_failure)
    : source_(source), sink_(sink), on_failure_(std::move(on_failure)) {}

Result<void> AtLeastOnce::prepare(milliseconds /*wait*/) { return {}; }

// With nothing to publish this serves the producer, whose health would go unseen otherwise.
Result<void> AtLeastOnce::publish(milliseconds wait) { return sink_.flush(wait); }

// What a lost answer stands for comes again, which is no worse than a crash a moment earlier.
Result<void> AtLeastOnce::commit(milliseconds /*wait*/) {
  const auto committed = source_.commit_soon();
  if (committed || !may_heal(committed.error())) return committed;
  on_failure_(committed.error());
  return {};
}

ExactlyOnce::ExactlyOnce(consumers::KafkaSource& source, publishers::TransactionalSink& sink,
                         std::function<void(const Error&)> on_failure)
    : source_(source), sink_(sink), on_failure_(std::move(on_failure)) {}

Result<void> ExactlyOnce::prepare(milliseconds wait) { return sink_.prepare(wait); }

Result<void> ExactlyOnce::publish(milliseconds wait) {
  if (given_up_) return roll_back(wait);
  if (!sink_.is_open()) return sink_.flush(milliseconds(0));
  return or_give_up(sink_.deliver(wait), wait);
}

Result<void> ExactlyOnce::commit(milliseconds wait) {
  if (given_up_) return roll_back(wait);
  if (!sink_.is_open()) {
    done_ = source_.uncommitted();
    if (done_.empty() || Steady::now() - last_commit_ < kOffsetsEvery) return {};
    if (auto opened = sink_.open(); !opened) return or_give_up(opened, wait);
  }
  return or_give_up(commit_transaction(source_.uncommitted(), wait), wait);
}

void ExactlyOnce::close() {
  constexpr milliseconds kWait{2000};
  if (offsets_sent_) return;  // a commit without an answer: whoever comes next ends it
  // What fails here is left to the brokers, as a crash would leave it to them.
  if (!sink_.is_open()) {
    if (const auto committed = commit_last(kWait); !committed) on_failure_(committed.error());
  }
  if (!sink_.is_open() || offsets_sent_) return;
  if (const auto aborted = sink_.abort(kWait); !aborted) on_failure_(aborted.error());
}

/// What was polled since and not worked on is left to whoever comes next.
Result<void> ExactlyOnce::commit_last(milliseconds wait) {
  const auto due = source_.still_due(done_);
  if (due.empty()) return {};
  if (auto opened = sink_.open(); !opened) return opened;
  return commit_transaction(due, wait);
}

// Once the offsets are part of it, a partition that is taken away does no harm: its next owner
// waits for this transaction before it asks where to begin.
Result<void> ExactlyOnce::commit_transaction(const kafka::Offsets& next_offsets,
                                             milliseconds wait) {
  if (!offsets_sent_) {
    if (source_.has_lost_records())
      return fail(ErrorCode::Aborted, "a partition was taken away before its records were done");
    const auto group = source_.group();
    if (!group) return Unexpected(group.error());
    auto sent = sink_.send_offsets(next_offsets, *group, wait);
    if (!sent) return sent;
    offsets_sent_ = true;
  }
  if (auto committed = sink_.commit(wait); !committed) return committed;
  offsets_sent_ = false;
  source_.note_committed();
  done_.clear();
  last_commit_ = Steady::now();
  return {};
}

Result<void> ExactlyOnce::or_give_up(Result<void> done, milliseconds wait) {
  if (done || done.error().code != ErrorCode::Aborted) return done;
  return give_up(done.error(), wait);
}

Result<void> ExactlyOnce::give_up(const Error& why, milliseconds wait) {
  given_up_ = why;
  return roll_back(wait);
}

Result<void> ExactlyOnce::roll_back(milliseconds wait) {
  if (auto aborted = sink_.abort(wait); !aborted) return aborted;
  offsets_sent_ = false;
  done_.clear();
  if (auto rewound = source_.rewind(); !rewound) return rewound;
  return Unexpected(*std::exchange(given_up_, std::nullopt));
}

}  // namespace newswatch::daemon
