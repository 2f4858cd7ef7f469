#include "daemon/direct_detections.h"

#include <utility>

#include "daemon/outcome.h"

namespace newswatch::daemon {

DirectDetections::DirectDetections(std::string source, const RuleStore& rules,
                                   publishers::Sink& sink)
    : correlator_(std::move(source)), rules_(rules), sink_(sink) {}

Result<void> DirectDetections::put(const correlation::DetectionMessage& detection,
                                   const Record& record, BatchReport& report) {
  return handle(detection, record, report);
}

Result<void> DirectDetections::put(const correlation::ArticleNotice& notice, const Record& record,
                                   BatchReport& report) {
  return handle(notice, record, report);
}

void DirectDetections::count(std::optional<Timestamp> time) {
  if (time) volume_.add(*time);
}

Result<void> DirectDetections::end_batch(BatchReport& report) {
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

}  // namespace newswatch::daemon
