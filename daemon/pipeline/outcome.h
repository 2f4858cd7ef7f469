#pragma once

#include "base/record.h"
#include "base/result.h"
#include "correlation/correlator.h"
#include "daemon/pipeline/batch_report.h"
#include "publishers/sink.h"

namespace newswatch::daemon {

/// Hands over the alerts of an outcome, and counts what came of it. Errors: of the sink.
Result<void> publish(const correlation::Outcome& outcome, const Record& record,
                     publishers::Sink& sink, BatchReport& report);

}  // namespace newswatch::daemon
