#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "correlation/correlator.h"
#include "daemon/pipeline/correlation_rules.h"
#include "daemon/pipeline/stage.h"
#include "kafka/changelog_reader.h"
#include "publishers/sink.h"
#include "publishers/stage_sink.h"

namespace newswatch::daemon {

/// What the second stage is told.
struct CorrelationStageOptions {
  std::string alert_source;  ///< The CloudEvents source.
  std::string detection_topic;
  std::string state_topic;
};

/// How the state of a partition was read.
struct StateRead {
  std::int32_t partition = 0;
  std::uint64_t records = 0;
  std::chrono::milliseconds took{0};
};

/// What the second stage is connected to. All is borrowed but the reader.
struct CorrelationStageParts {
  const RuleStore& rules;
  publishers::Sink& sink;
  publishers::StageSink& state_sink;
  /// Of the state topic.
  std::unique_ptr<kafka::ChangelogReader> state_reader;
  /// Waits until earlier owners of the assigned partitions can store nothing more.
  std::function<Result<void>(std::chrono::milliseconds wait)> wait_for_owners;
  std::function<void(const StateRead&)> on_state_read;
  std::function<void(const Error&)> on_failure;
};

/// The second stage: from detections to alerts. It knows of each partition of theirs what the same
/// partition of the state topic holds: that is read when a partition comes, before anything of it
/// is handled, and what changes is stored with the alerts that came of it.
class CorrelationStage final : public Stage {
 public:
  CorrelationStage(CorrelationStageOptions options, CorrelationStageParts parts);

  /// Errors besides: `InvalidConfiguration` where the topics do not fit each other.
  Result<void> prepare(std::chrono::milliseconds wait) override;
  Result<void> follow(const consumers::AssignmentNews& news,
                      const std::function<void()>& keep_alive,
                      const std::stop_token& stop) override;
  void begin_batch() override {}
  Result<void> handle(const Record& record, BatchReport& report) override;
  Result<void> end_batch(BatchReport& report) override;
  void committed() override;
  void undone() override;

 private:
  Result<void> repeat(const std::function<Result<bool>()>& step,
                      const std::function<void()>& keep_alive, const std::stop_token& stop);
  Result<bool> wait_for_owners();
  Result<void> restore(std::int32_t partition, const std::function<void()>& keep_alive,
                       const std::stop_token& stop);

  CorrelationStageOptions options_;
  CorrelationStageParts parts_;
  CorrelationRules rules_;
  std::map<std::int32_t, correlation::Correlator> correlators_;  ///< By partition.
};

}  // namespace newswatch::daemon
