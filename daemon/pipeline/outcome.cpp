#include "daemon/pipeline/outcome.h"

namespace newswatch::daemon {

Result<void> publish(const correlation::Outcome& outcome, const Record& record,
                     publishers::Sink& sink, BatchReport& report) {
  report.repeated_detections += outcome.repeats;
  for (const auto& [rule, role] : outcome.roles) ++report.story_articles[{rule.value, role}];
  for (const auto& [rule, reason] : outcome.suppressed) ++report.suppressed[{rule.value, reason}];
  for (const alerts::Alert& alert : outcome.alerts) {
    ++report.alerts[{alert.rule.id.value, alert.kind}];
    if (auto handed_over = sink.publish(alert, record); !handed_over) return handed_over;
  }
  if (!outcome.alerts.empty()) report.alerted.push_back(outcome.times);
  return {};
}

}  // namespace newswatch::daemon
