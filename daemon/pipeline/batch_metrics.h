#pragma once

#include "daemon/pipeline/batch_report.h"
#include "metrics/metrics.h"

namespace newswatch::daemon {

/// Adds what a batch did to the metrics of the process. Any thread.
void add_to_metrics(const BatchReport& report, metrics::Metrics& metrics);

}  // namespace newswatch::daemon
