#include "daemon/replay/recorded_work.h"

#include <utility>

namespace newswatch::daemon {
namespace {

/// Hands on one step.
struct HandOn {
  DirectDetections& detections;
  publishers::Sink& sink;
  BatchReport& report;

  Result<void> operator()(const correlation::DetectionMessage& detection) const {
    return detections.put(detection, {}, report);
  }
  Result<void> operator()(const correlation::ArticleNotice& notice) const {
    return detections.put(notice, {}, report);
  }
  Result<void> operator()(const RecordedWork::Counted& counted) const {
    return detections.count(counted.time, report);
  }
  Result<void> operator()(const alerts::Alert& near_miss) const {
    return sink.publish(near_miss, {});
  }
  Result<void> operator()(const alerts::Annotation& annotation) const {
    return sink.publish(annotation, {});
  }
  Result<void> operator()(const RecordedWork::DeadLetter& letter) const {
    return sink.dead_letter(letter.record, letter.why);
  }
};

}  // namespace

Result<void> RecordedWork::hand_on(DirectDetections& detections, publishers::Sink& sink,
                                   BatchReport& report) const {
  for (const Step& step : steps_) {
    auto handed_on = std::visit(HandOn{detections, sink, report}, step);
    if (!handed_on) return handed_on;
  }
  return {};
}

RecordedWork RecordingStage::work(std::span<const Record> records, BatchReport& report) {
  stage_.begin_batch();
  for (const Record& record : records) (void)stage_.handle(record, report);
  return std::exchange(work_, {});
}

Result<void> RecordingStage::RecordingSink::publish(const alerts::Alert& alert,
                                                    const Record& /*record*/) {
  work_.add(alert);
  return {};
}

Result<void> RecordingStage::RecordingSink::publish(const alerts::Annotation& annotation,
                                                    const Record& /*record*/) {
  work_.add(annotation);
  return {};
}

Result<void> RecordingStage::RecordingSink::dead_letter(const Record& record, const Error& why) {
  work_.add(RecordedWork::DeadLetter{record, why});
  return {};
}

Result<void> RecordingStage::Outlet::put(const correlation::DetectionMessage& detection,
                                         const Record& /*record*/, BatchReport& /*report*/) {
  work_.add(detection);
  return {};
}

Result<void> RecordingStage::Outlet::put(const correlation::ArticleNotice& notice,
                                         const Record& /*record*/, BatchReport& /*report*/) {
  work_.add(notice);
  return {};
}

Result<void> RecordingStage::Outlet::count(std::optional<Timestamp> time, BatchReport& /*report*/) {
  work_.add(RecordedWork::Counted{time});
  return {};
}

}  // namespace newswatch::daemon
