#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

#include "base/clock.h"
#include "base/result.h"
#include "daemon/pipeline/kafka_ends.h"
#include "daemon/pipeline/pipeline.h"

namespace newswatch::daemon {

/// One pipeline on Kafka, on a thread of its own: its consumer, its producer, and how it ended.
class Worker {
 public:
  /// @param journal   may be null.
  /// @param on_batch  called by the worker's thread. The rest is borrowed, and must outlive the
  /// worker.
  Worker(KafkaEnds ends, std::unique_ptr<Stage> stage, PipelineOptions options, const Clock& clock,
         WorkJournal::Slot* journal, std::function<void(const BatchReport&)> on_batch);

  void start();
  /// Lets the pipeline finish its batch; `ended` tells when it did.
  void ask_to_stop() { thread_.request_stop(); }

  /// @return how the pipeline ended, or nothing while it runs.
  std::optional<Result<void>> ended() const;
  /// Waits until the pipeline has ended.
  void join();

  /// What any thread may know.
  const kafka::ClientStatus& consumer_status() const { return *consumer_status_; }
  const kafka::ClientStatus& producer_status() const { return *ends_.producer_status; }
  /// Of the reader of the state; null where none is read.
  const kafka::ClientStatus* state_status() const { return ends_.state_status.get(); }
  std::chrono::steady_clock::time_point last_turn() const { return pipeline_.last_turn(); }
  bool is_taking_over() const { return pipeline_.is_taking_over(); }

 private:
  KafkaEnds ends_;
  std::unique_ptr<Stage> stage_;
  std::shared_ptr<const kafka::ClientStatus> consumer_status_;
  Pipeline pipeline_;
  std::optional<Result<void>> outcome_;  ///< Written by the thread before `has_ended_`.
  std::atomic<bool> has_ended_ = false;
  std::jthread thread_;  ///< Last: it uses all of the above.
};

}  // namespace newswatch::daemon
