#pragma once

#include <string>

namespace newswatch::metrics {

/// @return the reference page of all metrics in Markdown, written from the catalogue.
std::string metrics_reference();

}  // namespace newswatch::metrics
