#pragma once

#include <chrono>
#include <string>

#include "daemon/pipeline/detection_outlet.h"
#include "daemon/pipeline/volume_counter.h"
#include "publishers/stage_sink.h"

namespace newswatch::daemon {

/// Detections to a topic, each to the partition of its rule; notices and volumes to all partitions.
class KafkaDetections final : public DetectionOutlet {
 public:
  /// Volumes go out with detections, and at the latest after so long: before offsets are committed
  /// without any message, see `ExactlyOnce::kOffsetsEvery`.
  static constexpr std::chrono::milliseconds kVolumesEvery{400};

  /// @param sink  borrowed.
  KafkaDetections(publishers::StageSink& sink, std::string topic);

  Result<void> prepare(std::chrono::milliseconds wait) override;
  Result<void> put(const correlation::DetectionMessage& detection, const Record& record,
                   BatchReport& report) override;
  Result<void> put(const correlation::ArticleNotice& notice, const Record& record,
                   BatchReport& report) override;
  Result<void> count(std::optional<Timestamp> time, BatchReport& report) override;
  Result<void> end_batch(BatchReport& report) override;
  void undone() override;
  void committed() override {}

 private:
  using Steady = std::chrono::steady_clock;

  Result<void> put_volumes();

  publishers::StageSink& sink_;
  std::string topic_;
  int partitions_ = 0;  // as they were at the start: a rule keeps its own
  VolumeCounter volume_;
  bool has_put_ = false;  // since the volumes last went out
  Steady::time_point volumes_at_;
};

}  // namespace newswatch::daemon
