#pragma once

#include "metrics/metrics.h"

namespace newswatch::daemon {

/// @return what this binary is made of, as it runs.
metrics::BuildInfo build_info();

}  // namespace newswatch::daemon
