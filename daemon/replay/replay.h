#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "consumers/archive_source.h"
#include "daemon/pipeline/article_stage.h"
#include "daemon/pipeline/direct_detections.h"
#include "daemon/replay/article_batches.h"
#include "daemon/replay/checkpoint.h"
#include "daemon/replay/recorded_work.h"
#include "daemon/rule_loading/rule_store.h"
#include "publishers/sink.h"

namespace newswatch::daemon {

/// How a replay works.
struct ReplayOptions {
  std::size_t threads = 1;  ///< At least 1.
  ArticleStageOptions stage;
  std::chrono::milliseconds keep_every{10'000};
};

/// What a replay is connected to. All is borrowed and must outlive it. Functions are called by one
/// thread at a time.
struct ReplayParts {
  consumers::ArchiveSource& source;
  const RuleStore& rules;
  publishers::Sink& sink;
  std::function<bool()> is_interrupted;          ///< Asked before each batch.
  std::function<void(const Error&)> on_failure;  ///< For each file that can't be read.
  /// After each batch, once it is written.
  std::function<void(const ReplayTotals&, const consumers::ArchiveSource::Progress&)> on_batch;
  /// Keeps where the replay could go on; empty: nobody will ask. Called every `keep_every`, and
  /// when it was interrupted. Errors end the replay.
  std::function<Result<void>(Checkpoint)> keep;
};

/// Both stages over an archive: several threads decode and detect, and what comes of it is
/// correlated and written in the archive's order. So the same articles give the same bytes, however
/// many threads there are, and however often it was interrupted and gone on with.
class Replay {
 public:
  Replay(ReplayOptions options, ReplayParts parts);

  /// Before `run`: goes on where an earlier replay of the same stood. Errors: `Io`, `WrongType`.
  Result<void> resume(const Checkpoint& checkpoint);

  enum class Ending { Complete, Interrupted };
  /// Once. Errors: `Io` when something can't be written; whatever `keep` answers.
  Result<Ending> run();

  const ReplayTotals& totals() const { return totals_; }

 private:
  using Steady = std::chrono::steady_clock;

  struct Outcome {
    ArticleBatch batch;  ///< Its records are gone.
    RecordedWork work;
    std::uint64_t articles = 0;
  };
  static Outcome work(RecordingStage& stage, ArticleBatch batch);
  bool hand_on(Outcome outcome);
  Result<void> write(const Outcome& outcome);
  Result<void> flush();
  void note_changes();
  Result<void> keep(bool is_final);

  ReplayOptions options_;
  ReplayParts parts_;
  ArticleBatches batches_;
  DirectDetections detections_;
  ReplayTotals totals_;
  std::optional<Error> failure_;
  std::string position_;  // behind what was written
  std::map<std::string, std::string> state_;
  Steady::time_point next_keep_;
};

}  // namespace newswatch::daemon
