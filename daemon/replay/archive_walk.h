#pragma once

#include <unistd.h>

#include <functional>
#include <iostream>
#include <optional>
#include <utility>

#include "consumers/archive_source.h"
#include "daemon/process/exit_code.h"
#include "daemon/process/signal_queue.h"
#include "daemon/replay/article_batches.h"
#include "daemon/replay/ordered_work.h"
#include "daemon/replay/progress.h"

namespace newswatch::daemon {

/// How a walk through an archive ended.
struct ArchiveWalk {
  ExitCode exit_code = ExitCode::Fine;
  bool has_ended_early = false;  ///< By a failure: there is nothing to report.
};

/// What a walk does with articles.
template <typename Part>
struct WalkSteps {
  /// All threads at once, each with its own number and part.
  std::function<void(std::size_t worker, const Record& record, Part& part)> look;
  /// One at a time, in the archive's order. @return the articles seen so far.
  std::function<std::uint64_t(Part part)> add;
};

/// Walks through an archive on several threads, shows on the standard error how far it is, and
/// which files can't be read. A signal ends it early: what was seen is whole.
template <typename Part>
ArchiveWalk walk_archive(consumers::ArchiveSource& source, std::size_t threads,
                         SignalQueue& signals, const WalkSteps<Part>& steps) {
  struct Outcome {
    std::optional<Error> failure;
    consumers::ArchiveSource::Progress read;
    Part part;
  };
  ArchiveWalk walk;
  Progress progress(std::cerr, isatty(STDERR_FILENO) == 1);
  ArticleBatches batches(source,
                         [&] { return signals.next(std::chrono::milliseconds(0)).has_value(); });
  const auto note = [&](const Error& error) {
    progress.clear();
    std::cerr << error.message << '\n';
    walk.has_ended_early = error.code != ErrorCode::Io;
    walk.exit_code = exit_code_for(error);
  };
  OrderedWork<ArticleBatch, Outcome>(
      threads, {.take = [&] { return batches.next(); },
                .work =
                    [&](std::size_t worker, const ArticleBatch& batch) {
                      Outcome outcome{.failure = batch.failure, .read = batch.progress, .part = {}};
                      for (const Record& record : batch.records)
                        steps.look(worker, record, outcome.part);
                      return outcome;
                    },
                .hand_on =
                    [&](Outcome outcome) {
                      const auto articles = steps.add(std::move(outcome.part));
                      progress.show(outcome.read.done, outcome.read.total, articles);
                      if (outcome.failure) note(*outcome.failure);
                      return !walk.has_ended_early;
                    }})
      .run();
  progress.clear();
  if (batches.was_interrupted()) {
    std::cerr << "interrupted: this is what was seen so far\n";
    walk.exit_code = ExitCode::Failed;
  }
  return walk;
}

}  // namespace newswatch::daemon
