#pragma once

#include <iosfwd>
#include <string>

#include "base/result.h"
#include "daemon/configuration/configuration.h"
#include "daemon/feedback/judged_alerts.h"

namespace CLI {
class App;
}

namespace newswatch::daemon {

/// Where the verdicts of subscribers are read from; from nowhere if both are empty.
struct FeedbackOptions {
  std::string file;
  std::string topic;
};

/// Adds them to a command that has the options of archives. @param options  must outlive it.
void add_feedback_options(CLI::App& command, FeedbackOptions& options);

/// Reads all verdicts. Each record or line that is none is told and counts for nothing.
/// Errors: `Io` for a file; for a topic `Unavailable`, `Refused`, `InvalidConfiguration`.
Result<JudgedAlerts> read_feedback(const FeedbackOptions& options,
                                   const Configuration& configuration, std::ostream& complaints);

}  // namespace newswatch::daemon
