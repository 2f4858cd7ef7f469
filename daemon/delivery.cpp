#include "daemon/delivery.h"

#include <utility>

namespace newswatch::daemon {
namespace {

using std::chrono::milliseconds;

/// What was not committed comes again, here or elsewhere.
Result<void> tell_if_it_may_heal(Result<void> committed,
                                 const std::function<void(const Error&)>& on_failure) {
  if (committed || !may_heal(committed.error())) return committed;
  on_failure(committed.error());
  return {};
}

}  // namespace

AtLeastOnce::AtLeastOnce(consumers::Source& source, publishers::Sink& sink,
                         std::function<void(const Error&)> on_failure)
    : source_(source), sink_(sink), on_failure_(std::move(on_failure)) {}

Result<void> AtLeastOnce::prepare(milliseconds /*wait*/) { return {}; }

// With nothing to publish this serves the producer, whose health would go unseen otherwise.
Result<void> AtLeastOnce::publish(milliseconds wait) { return sink_.flush(wait); }

// What a lost answer stands for comes again, which is no worse than a crash a moment earlier.
Result<void> AtLeastOnce::commit(milliseconds /*wait*/) {
  return tell_if_it_may_heal(source_.commit_soon(), on_failure_);
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
  if (!sink_.is_open()) return commit_offsets_alone();
  return or_give_up(commit_transaction(wait), wait);
}

void ExactlyOnce::close() {
  constexpr milliseconds kWait{2000};
  if (offsets_sent_) return;  // a commit without an answer: whoever comes next ends it
  // What fails here is left to the brokers, as a crash would leave it to them.
  const auto closed = sink_.is_open() ? sink_.abort(kWait) : source_.commit(done_);
  if (!closed) on_failure_(closed.error());
}

// Once the offsets are part of it, a partition that is taken away does no harm: its next owner
// waits for this transaction before it asks where to begin.
Result<void> ExactlyOnce::commit_transaction(milliseconds wait) {
  if (!offsets_sent_) {
    if (source_.has_lost_records())
      return fail(ErrorCode::Aborted, "a partition was taken away before its records were done");
    auto sent = sink_.send_offsets(source_.uncommitted(), source_.group(), wait);
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

Result<void> ExactlyOnce::commit_offsets_alone() {
  if (Steady::now() - last_commit_ < kOffsetsEvery) {
    done_ = source_.uncommitted();
    return {};
  }
  last_commit_ = Steady::now();
  done_.clear();
  return tell_if_it_may_heal(source_.commit(), on_failure_);
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
