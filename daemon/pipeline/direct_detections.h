#pragma once

#include <memory>
#include <string>
#include <vector>

#include "correlation/correlator.h"
#include "daemon/pipeline/batch_report.h"
#include "daemon/pipeline/correlation_rules.h"
#include "daemon/pipeline/volume_counter.h"
#include "publishers/sink.h"

namespace newswatch::daemon {

/// The second stage without Kafka: what is detected is correlated at once, in memory, and
/// published. For archived articles, which come in one order.
class DirectDetections {
 public:
  /// @param source  the CloudEvents source of alerts. The rest is borrowed.
  DirectDetections(std::string source, const RuleStore& rules, publishers::Sink& sink);

  /// Errors: of the sink.
  Result<void> put(const correlation::DetectionMessage& detection, const Record& record,
                   BatchReport& report);
  Result<void> put(const correlation::ArticleNotice& notice, const Record& record,
                   BatchReport& report);
  /// Counts an article in the stream's volume. @param time  when it became news, where it is known.
  Result<void> count(std::optional<Timestamp> time, BatchReport& report);
  /// Behind the last article: tells what waited for more of its minute.
  Result<void> finish(BatchReport& report);

  /// What changed so far is no news any more.
  void commit() { correlator_.commit(); }
  /// The same. @return what changed, as it is put back by `restore`.
  std::vector<correlation::StateChange> take_changes();
  /// Before anything is put. Errors: `WrongType`.
  Result<void> restore(std::string_view key, std::string_view value);
  VolumeCounter& volume() { return volume_; }

 private:
  Result<void> tell_volume_before(std::optional<Timestamp> time, BatchReport& report);
  template <typename Message>
  Result<void> handle(const Message& message, const Record& record, BatchReport& report);

  correlation::Correlator correlator_;
  CorrelationRules rules_;
  publishers::Sink& sink_;
  VolumeCounter volume_;
};

}  // namespace newswatch::daemon
