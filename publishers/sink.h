#pragma once

#include <chrono>

#include "alerts/alert.h"
#include "alerts/annotation.h"
#include "base/record.h"
#include "base/result.h"
#include "publishers/sink_counts.h"

namespace newswatch::publishers {

/// Where alerts, annotations and dead letters go. One sink serves one pipeline thread, which alone
/// calls it.
class Sink {
 public:
  virtual ~Sink() = default;

  /// Hands over one alert, or near miss, about `record`. Returns at once where it can; what was
  /// handed over counts as published only after `flush`. Errors: `Fatal`, `Io`.
  virtual Result<void> publish(const alerts::Alert& alert, const Record& record) = 0;

  /// Hands over what was found in the article of `record`, likewise.
  virtual Result<void> publish(const alerts::Annotation& annotation, const Record& record) = 0;

  /// Hands over a record that could not be used, bytes untouched, with where it came from and why.
  virtual Result<void> dead_letter(const Record& record, const Error& why) = 0;

  /// Waits up to `wait` until all that was handed over is safe. Errors: `Unavailable` (not yet:
  /// call again, nothing is lost), `Refused` (a right is missing: call again, it may be granted),
  /// `Fatal`, `Io`.
  virtual Result<void> flush(std::chrono::milliseconds wait) = 0;

  /// @return what became safe, and what failed, since the last call: for the metrics, once a batch.
  virtual SinkCounts take_counts() { return {}; }
};

}  // namespace newswatch::publishers
