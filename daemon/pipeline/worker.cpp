#include "daemon/pipeline/worker.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace newswatch::daemon {

Worker::Worker(KafkaEnds ends, std::unique_ptr<Stage> stage, PipelineOptions options,
               const Clock& clock, WorkJournal::Slot* journal,
               std::function<void(const BatchReport&)> on_batch)
    : ends_(std::move(ends)),
      stage_(std::move(stage)),
      consumer_status_(ends_.source->status()),
      pipeline_(std::move(options),
                {.source = *ends_.source,
                 .stage = *stage_,
                 .sink = *ends_.sink,
                 .delivery = *ends_.delivery,
                 .clock = clock,
                 .on_batch = std::move(on_batch),
                 .on_failure = [](const Error& error) { spdlog::warn("{}", error.message); },
                 .journal = journal}) {}

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
