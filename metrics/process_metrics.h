#pragma once

#include "metrics/metrics.h"

namespace newswatch::metrics {

/// Adds the `process_*` metrics, which prometheus-cpp lacks. What /proc does not tell is left out.
/// Source: proc(5); names as in Prometheus's guide for client libraries.
void sample_process(Sample& sample);

}  // namespace newswatch::metrics
