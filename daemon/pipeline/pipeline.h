#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/record.h"
#include "base/result.h"
#include "consumers/source.h"
#include "daemon/pipeline/batch_report.h"
#include "daemon/pipeline/delivery.h"
#include "daemon/pipeline/stage.h"
#include "daemon/pipeline/work_journal.h"
#include "publishers/sink.h"

namespace newswatch::daemon {

/// How a pipeline works.
struct PipelineOptions {
  std::size_t batch_records = 2000;
  std::chrono::milliseconds batch_wait{100};
  std::chrono::milliseconds grace{25'000};  ///< For finishing a batch once asked to stop.
};

/// What a pipeline is connected to. All is borrowed and must outlive the run.
struct PipelineParts {
  consumers::Source& source;
  Stage& stage;
  publishers::Sink& sink;  ///< That of the stage.
  Delivery& delivery;      ///< Of the same source and sink.
  const Clock& clock;
  /// Called by the pipeline's thread after each batch that did something, and while the broker
  /// takes nothing, with the failed tries alone.
  std::function<void(const BatchReport&)> on_batch;
  /// Called by the pipeline's thread for each failure that it goes on after.
  std::function<void(const Error&)> on_failure;
  /// Where records are noted while they are worked on; null: nowhere.
  WorkJournal::Slot* journal = nullptr;
};

/// Poll, process, publish, commit: the one place that knows their order.
///
/// How a batch becomes safe is the delivery's business. While the broker takes nothing, the
/// pipeline waits with its one batch and reads no further; a batch whose transaction was aborted
/// comes again.
///
/// `run` belongs to one thread; `last_turn` and `is_taking_over` may be read by any.
class Pipeline {
 public:
  Pipeline(PipelineOptions options, PipelineParts parts);

  /// Works until asked to stop, or until the source is at its end. Closes the source.
  /// Errors: `Fatal`; `Io` when the sink can't be written; `Unavailable` or `Refused` when a batch
  /// could not be finished within the grace period: nothing of it is committed, so it comes again.
  Result<void> run(const std::stop_token& stop);

  /// @return when the loop last came round, by the steady clock: what a watchdog feeds on.
  std::chrono::steady_clock::time_point last_turn() const;
  /// @return whether the stage reads what is known of partitions that came.
  bool is_taking_over() const { return taking_over_; }

 private:
  using Steady = std::chrono::steady_clock;

  Result<void> turn(const std::stop_token& stop);
  Result<void> prepare(const std::stop_token& stop);
  Result<void> repeat(const std::stop_token& stop, const std::function<Result<void>()>& step);
  Result<void> poll(const std::stop_token& stop);
  Result<void> follow(const std::stop_token& stop);
  Result<void> work();
  Result<void> handle(const Record& record);
  Result<void> set_aside(const Record& record, const Error& why);
  void give_up(const Error& why, const std::stop_token& stop);
  Result<void> finish(const std::stop_token& stop);
  Result<void> until_done(const std::stop_token& stop,
                          Result<void> (Delivery::*step)(std::chrono::milliseconds));
  void note_published();
  void report_failed_tries(std::uint64_t aborted = 0);
  void wait(const std::stop_token& stop);
  bool is_out_of_time(const std::stop_token& stop);
  void note_turn();

  PipelineOptions options_;
  PipelineParts parts_;
  std::vector<Record> batch_;
  BatchReport report_;
  std::vector<Origin> set_aside_;  // of the batch
  std::optional<Steady::time_point> deadline_;
  std::atomic<Steady::time_point::rep> last_turn_{0};
  std::atomic<bool> taking_over_ = false;
};

}  // namespace newswatch::daemon
