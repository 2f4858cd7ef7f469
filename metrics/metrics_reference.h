#pragma once

#include <string>

#include "metrics/catalogue.h"

namespace newswatch::metrics {

/// @return the reference page of all metrics in Markdown, written from the catalogue.
std::string metrics_reference(const KnownValues& known = {});

}  // namespace newswatch::metrics
