#include "daemon/worker.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace newswatch::daemon {

Worker::Worker(std::unique_ptr<consumers::KafkaSource> source,
               std::unique_ptr<publishers::KafkaSink> sink, PipelineOptions options,
               const RuleStore& rules, const Clock& clock,
               std::function<void(const BatchReport&)> on_batch)
    : source_(std::move(source)),
      sink_(std::move(sink)),
      consumer_status_(source_->status()),
      producer_status_(sink_->status()),
      pipeline_(std::move(options),
                {.source = *source_,
                 .sink = *sink_,
                 .rules = rules,
                 .clock = clock,
                 .on_batch = std::move(on_batch),
                 .on_failure = [](const Error& error) { spdlog::warn("{}", error.message); }}) {}

void Worker::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) {
    outcome_ = pipeline_.run(stop);
    has_ended_.store(true, std::memory_order_release);
  });
}

std::optional<Result<void>> Worker::ended() const {
  if (!has_ended_.load(std::memory_order_acquire)) return std::nullopt;
  return outcome_;
}

void Worker::join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace newswatch::daemon
