#pragma once

#include <ostream>
#include <string>

#include "publishers/sink.h"

namespace newswatch::publishers {

/// @return a line about a record that is no article: where it stands, and why.
std::string complaint_about(const Record& record, const Error& why);

/// Alerts, and near misses and annotations where somebody keeps them, as one JSON line each; for
/// each dead letter one line `FILE:LINE: code: message`, and its bytes and a newline where somebody
/// keeps them.
class FileSink final : public Sink {
 public:
  /// All are borrowed and must outlive the sink.
  /// @param kept_dead_letters  may be null.
  /// @param near_misses        may be null.
  /// @param annotations        may be null.
  FileSink(std::ostream& alerts, std::ostream& complaints, std::ostream* kept_dead_letters,
           std::ostream* near_misses = nullptr, std::ostream* annotations = nullptr);

  Result<void> publish(const alerts::Alert& alert, const Record& record) override;
  Result<void> publish(const alerts::Annotation& annotation, const Record& record) override;
  Result<void> dead_letter(const Record& record, const Error& why) override;
  /// Errors: `Io` when something could not be written: the disk is full, the pipe closed. It stays
  /// so. Never waits.
  Result<void> flush(std::chrono::milliseconds wait) override;
  SinkCounts take_counts() override;

 private:
  Result<void> check(std::ostream* stream, const char* what);

  std::ostream& alerts_;
  std::ostream& complaints_;
  std::ostream* kept_dead_letters_;
  std::ostream* near_misses_;
  std::ostream* annotations_;
  SinkCounts written_;  // not flushed yet
  SinkCounts counts_;
};

}  // namespace newswatch::publishers
