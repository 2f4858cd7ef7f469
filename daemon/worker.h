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
#include "consumers/kafka_source.h"
#include "daemon/pipeline.h"
#include "publishers/kafka_sink.h"

namespace newswatch::daemon {

/// One pipeline on Kafka, on a thread of its own: its consumer, its producer, and how it ended.
class Worker {
 public:
  /// @param on_batch  called by the worker's thread. The rest is borrowed, and must outlive the
  /// worker.
  Worker(std::unique_ptr<consumers::KafkaSource> source,
         std::unique_ptr<publishers::KafkaSink> sink, PipelineOptions options,
         const RuleStore& rules, const Clock& clock,
         std::function<void(const BatchReport&)> on_batch);

  void start();
  /// Lets the pipeline finish its batch; `ended` tells when it did.
  void ask_to_stop() { thread_.request_stop(); }

  /// @return how the pipeline ended, or nothing while it runs.
  std::optional<Result<void>> ended() const;
  /// Waits until the pipeline has ended.
  void join();

  /// What any thread may know.
  const kafka::ClientStatus& consumer_status() const { return *consumer_status_; }
  const kafka::ClientStatus& producer_status() const { return *producer_status_; }
  std::chrono::steady_clock::time_point last_turn() const { return pipeline_.last_turn(); }

 private:
  std::unique_ptr<consumers::KafkaSource> source_;
  std::unique_ptr<publishers::KafkaSink> sink_;
  std::shared_ptr<const kafka::ClientStatus> consumer_status_;
  std::shared_ptr<const kafka::ClientStatus> producer_status_;
  Pipeline pipeline_;
  std::optional<Result<void>> outcome_;  ///< Written by the thread before `has_ended_`.
  std::atomic<bool> has_ended_ = false;
  std::jthread thread_;  ///< Last: it uses all of the above.
};

}  // namespace newswatch::daemon
