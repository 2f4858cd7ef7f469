#include "daemon/pipeline/correlation_rules.h"

#include <utility>

namespace newswatch::daemon {

const correlation::RulesInForce& CorrelationRules::current() {
  auto detectors = rules_.current();
  if (detectors != made_of_) {
    made_.emplace(detectors->alert_options(), detectors->surges());
    made_of_ = std::move(detectors);
  }
  return *made_;
}

}  // namespace newswatch::daemon
