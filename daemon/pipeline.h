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
#include "daemon/article_processor.h"
#include "daemon/batch_report.h"
#include "daemon/rule_store.h"
#include "publishers/sink.h"

namespace newswatch::daemon {

/// How a pipeline works.
struct PipelineOptions {
  articles::DecoderOptions decoder;
  std::string alert_source;     ///< The CloudEvents source.
  bool explain_alerts = false;  ///< Whether alerts of topics tell how each clause turned out.
  bool annotate = false;        ///< Whether to publish all that was found in each article.
  std::size_t batch_records = 1000;
  std::chrono::milliseconds batch_wait{100};
  std::chrono::milliseconds grace{25'000};  ///< For finishing a batch once asked to stop.
};

/// What a pipeline is connected to. All is borrowed and must outlive the run.
struct PipelineParts {
  consumers::Source& source;
  publishers::Sink& sink;
  const RuleStore& rules;
  const Clock& clock;
  /// Called by the pipeline's thread after each batch that did something, and while the broker
  /// takes nothing, with the failed tries alone.
  std::function<void(const BatchReport&)> on_batch;
  /// Called by the pipeline's thread for each failure that it goes on after.
  std::function<void(const Error&)> on_failure;
};

/// Poll, process, publish, commit: the one place that knows their order, for the daemon and for
/// replays alike.
///
/// At least once: offsets are committed only after every alert, annotation and dead letter of their
/// records is safe, so that a crash repeats alerts, with equal ids, and loses none. While the
/// broker takes nothing, the pipeline waits with its one batch and reads no further.
///
/// `run` belongs to one thread; `last_turn` may be read by any.
class Pipeline {
 public:
  Pipeline(PipelineOptions options, PipelineParts parts);

  /// Works until asked to stop, or until the source is at its end. Closes the source.
  /// Errors: `Fatal`; `Io` when the sink can't be written; `Unavailable` or `Refused` when a batch
  /// could not be finished within the grace period: nothing of it is committed, so it comes again.
  Result<void> run(const std::stop_token& stop);

  /// @return when the loop last came round, by the steady clock: what a watchdog feeds on.
  std::chrono::steady_clock::time_point last_turn() const;

 private:
  using Steady = std::chrono::steady_clock;

  Result<void> turn(const std::stop_token& stop);
  Result<void> poll();
  void handle(const Record& record);
  void handle_article(const Record& record);
  Result<void> publish(const std::stop_token& stop);
  void report_failed_tries();
  Result<void> commit();
  void wait(const std::stop_token& stop);
  bool is_out_of_time(const std::stop_token& stop);
  void note_turn();

  PipelineOptions options_;
  PipelineParts parts_;
  ArticleProcessor processor_;
  std::vector<Record> batch_;
  BatchReport report_;
  std::vector<std::pair<std::optional<Timestamp>, std::optional<Timestamp>>>
      alerted_;  ///< Published, received.
  Result<void> handed_over_;
  std::optional<Steady::time_point> deadline_;
  std::atomic<Steady::time_point::rep> last_turn_{0};
};

}  // namespace newswatch::daemon
