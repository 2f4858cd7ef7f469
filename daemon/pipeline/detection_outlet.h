#pragma once

#include <chrono>
#include <optional>

#include "base/record.h"
#include "base/result.h"
#include "correlation/messages.h"
#include "daemon/pipeline/batch_report.h"

namespace newswatch::daemon {

/// Where the first stage puts what the second goes on with. One thread calls it.
class DetectionOutlet {
 public:
  virtual ~DetectionOutlet() = default;

  /// Before anything is put. Errors: `Unavailable`, `Refused`: call again.
  virtual Result<void> prepare(std::chrono::milliseconds wait) = 0;

  /// Errors: of the sink behind it.
  virtual Result<void> put(const correlation::DetectionMessage& detection, const Record& record,
                           BatchReport& report) = 0;
  virtual Result<void> put(const correlation::ArticleNotice& notice, const Record& record,
                           BatchReport& report) = 0;

  /// Counts an article in the stream's volume. @param time  when it became news, where it is known.
  /// Errors: of the sink behind it.
  virtual Result<void> count(std::optional<Timestamp> time, BatchReport& report) = 0;
  /// Puts what was counted, if it is time. Errors: of the sink behind it.
  virtual Result<void> end_batch(BatchReport& report) = 0;
  /// What was put and counted since the last commit comes again.
  virtual void undone() = 0;
  /// It does not.
  virtual void committed() = 0;
};

}  // namespace newswatch::daemon
