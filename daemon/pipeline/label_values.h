#pragma once

#include "metrics/catalogue.h"

namespace newswatch::daemon {

/// @return the values of the labels `detector` and `section`, which the list of detectors knows.
metrics::KnownValues known_label_values();

}  // namespace newswatch::daemon
