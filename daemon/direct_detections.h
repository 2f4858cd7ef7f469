#pragma once

#include <memory>
#include <string>

#include "correlation/correlator.h"
#include "daemon/correlation_rules.h"
#include "daemon/detection_outlet.h"
#include "daemon/volume_counter.h"
#include "publishers/sink.h"

namespace newswatch::daemon {

/// Both stages in one: what is detected is correlated at once, in memory, and published. For
/// archived articles, which come in one order.
class DirectDetections final : public DetectionOutlet {
 public:
  /// @param source  the CloudEvents source of alerts. The rest is borrowed.
  DirectDetections(std::string source, const RuleStore& rules, publishers::Sink& sink);

  Result<void> prepare(std::chrono::milliseconds /*wait*/) override { return {}; }
  Result<void> put(const correlation::DetectionMessage& detection, const Record& record,
                   BatchReport& report) override;
  Result<void> put(const correlation::ArticleNotice& notice, const Record& record,
                   BatchReport& report) override;
  void count(std::optional<Timestamp> time) override;
  Result<void> end_batch(BatchReport& report) override;
  void undone() override {}
  void committed() override { correlator_.commit(); }

 private:
  template <typename Message>
  Result<void> handle(const Message& message, const Record& record, BatchReport& report);

  correlation::Correlator correlator_;
  CorrelationRules rules_;
  publishers::Sink& sink_;
  VolumeCounter volume_;
};

}  // namespace newswatch::daemon
