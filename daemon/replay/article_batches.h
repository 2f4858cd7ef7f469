#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/record.h"
#include "consumers/archive_source.h"

namespace newswatch::daemon {

/// Some records of an archive, and what is behind them.
struct ArticleBatch {
  std::vector<Record> records;
  /// What could not be read behind the records: `Io` for a file, and the next one goes on; anything
  /// else ends the archive.
  std::optional<Error> failure;
  std::string position;  ///< Behind them.
  consumers::ArchiveSource::Progress progress;
};

/// An archive, batch by batch. One thread at a time.
class ArticleBatches {
 public:
  /// Articles that a thread takes at once: few enough that what waits for its turn is little, even
  /// where each raises hundreds of alerts.
  static constexpr std::size_t kArticles = 64;

  /// @param source          borrowed.
  /// @param is_interrupted  asked before each batch.
  ArticleBatches(consumers::ArchiveSource& source, std::function<bool()> is_interrupted)
      : source_(source), is_interrupted_(std::move(is_interrupted)) {}

  /// @return nothing at the end, or when it was interrupted.
  std::optional<ArticleBatch> next();
  bool was_interrupted() const { return was_interrupted_; }

 private:
  consumers::ArchiveSource& source_;
  std::function<bool()> is_interrupted_;
  bool was_interrupted_ = false;
};

}  // namespace newswatch::daemon
