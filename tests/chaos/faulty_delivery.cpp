#include "tests/chaos/faulty_delivery.h"

#include <librdkafka/rdkafka.h>

#include <thread>
#include <utility>

namespace newswatch::chaos {
namespace {

using std::chrono::milliseconds;

/// A transaction a batch, as it should be done, but for what the subclasses override.
class FaultyDelivery : public daemon::Delivery {
 public:
  FaultyDelivery(consumers::KafkaSource& source, publishers::TransactionalSink& sink)
      : source_(source), sink_(sink) {}

  Result<void> prepare(milliseconds wait) override { return sink_.prepare(wait); }

  Result<void> publish(milliseconds wait) override {
    if (given_up_) return roll_back(wait);
    if (!sink_.is_open()) return sink_.flush(milliseconds(0));
    return or_roll_back(sink_.deliver(wait), wait);
  }

  Result<void> commit(milliseconds wait) override {
    if (given_up_) return roll_back(wait);
    if (!sink_.is_open()) return source_.commit();
    if (!offsets_sent_) {
      if (auto sent = send_offsets(wait); !sent) return or_roll_back(sent, wait);
      offsets_sent_ = true;
    }
    if (auto committed = sink_.commit(wait); !committed) return or_roll_back(committed, wait);
    offsets_sent_ = false;
    source_.note_committed();
    return {};
  }

  void close() override {
    if (sink_.is_open() && !offsets_sent_) (void)sink_.abort(milliseconds(2000));
  }

 protected:
  virtual Result<void> send_offsets(milliseconds wait) {
    if (source_.has_lost_records()) return fail(ErrorCode::Aborted, "a partition was taken away");
    const auto group = source_.group();
    if (!group) return Unexpected(group.error());
    return sink_.send_offsets(source_.uncommitted(), *group, wait);
  }
  virtual Result<void> rewind() { return source_.rewind(); }

  consumers::KafkaSource& source_;
  publishers::TransactionalSink& sink_;

 private:
  Result<void> or_roll_back(Result<void> done, milliseconds wait) {
    if (done || done.error().code != ErrorCode::Aborted) return done;
    given_up_ = true;
    return roll_back(wait);
  }

  Result<void> roll_back(milliseconds wait) {
    if (auto aborted = sink_.abort(wait); !aborted) return aborted;
    offsets_sent_ = false;
    if (auto rewound = rewind(); !rewound) return rewound;
    given_up_ = false;
    return fail(ErrorCode::Aborted, "the transaction was aborted");
  }

  bool offsets_sent_ = false;
  bool given_up_ = false;
};

/// Where it dies in between, the offsets hold and the alerts do not.
class OffsetsOutside final : public FaultyDelivery {
 public:
  using FaultyDelivery::FaultyDelivery;

  Result<void> publish(milliseconds wait) override {
    if (auto committed = source_.commit(); !committed) return committed;
    return FaultyDelivery::publish(wait);
  }

 private:
  Result<void> send_offsets(milliseconds /*wait*/) override { return {}; }
};

/// By itself: a broker asks for it too rarely for a short test to be sure.
class AbortsNowAndThen : public FaultyDelivery {
 public:
  using FaultyDelivery::FaultyDelivery;

 private:
  static constexpr int kAbortEvery = 10;

  Result<void> send_offsets(milliseconds wait) override {
    if (++batches_ % kAbortEvery == 0) return fail(ErrorCode::Aborted, "offsets are refused");
    return FaultyDelivery::send_offsets(wait);
  }

  int batches_ = 0;
};

class NoRewind final : public AbortsNowAndThen {
 public:
  using AbortsNowAndThen::AbortsNowAndThen;

 private:
  Result<void> rewind() override { return {}; }
};

/// Takes its time over each transaction, so that a process that is frozen has one open.
class NoFence final : public FaultyDelivery {
 public:
  NoFence(consumers::KafkaSource& source, publishers::TransactionalSink& sink, std::string group)
      : FaultyDelivery(source, sink), group_(std::move(group)) {}

 private:
  static constexpr milliseconds kTransactionTakes{150};

  Result<void> send_offsets(milliseconds wait) override {
    std::this_thread::sleep_for(kTransactionTakes);
    const kafka::GroupHandle nobody(rd_kafka_consumer_group_metadata_new(group_.c_str()));
    return sink_.send_offsets(source_.uncommitted(), nobody, wait);
  }

  std::string group_;
};

}  // namespace

std::unique_ptr<daemon::Delivery> make_faulty(Mistake mistake, consumers::KafkaSource& source,
                                              publishers::TransactionalSink& sink,
                                              std::string group) {
  if (mistake == Mistake::OffsetsOutside) return std::make_unique<OffsetsOutside>(source, sink);
  if (mistake == Mistake::NoRewind) return std::make_unique<NoRewind>(source, sink);
  if (mistake == Mistake::NoUndo) return std::make_unique<AbortsNowAndThen>(source, sink);
  return std::make_unique<NoFence>(source, sink, std::move(group));
}

}  // namespace newswatch::chaos
