#include "daemon/pipeline/direct_detections.h"

#include <utility>

#include "daemon/pipeline/outcome.h"

namespace newswatch::daemon {

DirectDetections::DirectDetections(std::string source, const RuleStore& rules,
                                   publishers::Sink& sink)
    : correlator_(std::move(source)), rules_(rules), sink_(sink) {}

Result<void> DirectDetections::put(const correlation::DetectionMessage& detection,
                                   const Record& record, BatchReport& report) {
  if (auto told = tell_volume_before(detection.time(), report); !told) return told;
  return handle(detection, record, report);
}

Result<void> DirectDetections::put(const correlation::ArticleNotice& notice, const Record& record,
                                   BatchReport& report) {
  if (auto told = tell_volume_before(notice.time, report); !told) return told;
  return handle(notice, record, report);
}

Result<void> DirectDetections::count(std::optional<Timestamp> time, BatchReport& report) {
  if (auto told = tell_volume_before(time, report); !told) return told;
  if (time) volume_.add(*time);
  return {};
}

/// By minutes of the stream, not by batches: what comes of articles must not depend on how they are
/// read.
Result<void> DirectDetections::tell_volume_before(std::optional<Timestamp> time,
                                                  BatchReport& report) {
  return time && volume_.is_of_minute_before(*time) ? finish(report) : Result<void>();
}

Result<void> DirectDetections::finish(BatchReport& report) {
  for (const correlation::VolumeMessage& volume : volume_.take()) {
    if (auto handled = handle(volume, Record(), report); !handled) return handled;
  }
  return {};
}

template <typename Message>
Result<void> DirectDetections::handle(const Message& message, const Record& record,
                                      BatchReport& report) {
  auto outcome = correlator_.handle(message, rules_.current());
  if (!outcome) return Unexpected(outcome.error());
  return publish(*outcome, record, sink_, report);
}

std::vector<correlation::StateChange> DirectDetections::take_changes() {
  auto changes = correlator_.changes();
  correlator_.commit();
  return changes;
}

Result<void> DirectDetections::restore(std::string_view key, std::string_view value) {
  return correlator_.restore(key, value);
}

}  // namespace newswatch::daemon
