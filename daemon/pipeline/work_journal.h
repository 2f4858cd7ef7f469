#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/activity.h"
#include "base/files.h"
#include "base/record.h"
#include "base/result.h"

namespace newswatch::daemon {

/// @param configured  empty: a default, which is made if need be.
/// @return where journals are kept: as configured, or `$STATE_DIRECTORY`, or a folder for temporary
///         files of this user. Errors: `Io`.
Result<std::filesystem::path> journal_folder(const std::string& configured);

/// Which record each pipeline of a process is at work on, in a file that outlives the process: so
/// the next one knows what ended it. A record that did so `kMostCrashes` times, or took too long
/// once, is to be set aside.
///
/// The file is mapped into memory: noting a record is a few stores, and they are kept whatever ends
/// the process, but for a loss of power. A signal that ends the process marks the pipeline whose
/// thread it came to; where none is marked (SIGKILL, for want of memory), all that were at work are
/// suspected. While there are suspects, pipelines work one at a time for a while, so that the next
/// end tells which.
///
/// A second process with the same folder and name takes a file of its own.
class WorkJournal {
 public:
  static constexpr std::uint32_t kMostCrashes = 3;
  static constexpr std::size_t kMostSlots = 128;
  static constexpr std::size_t kMostSuspects = 32;

  class Slot;
  /// From its making to its end the slot's thread is at work on one record.
  class Work {
   public:
    /// @param origin  borrowed until the end.
    Work(Slot* slot, const Origin& origin);
    Work(Slot* slot, const Origin&& origin) = delete;
    ~Work();
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

   private:
    Slot* slot_;  ///< Null: nothing is noted.
    std::unique_lock<std::mutex> turn_;
    const Origin& origin_;
  };

  /// Takes stock of what the file tells of an earlier process. Errors: `Io`.
  static Result<std::unique_ptr<WorkJournal>> open(const std::filesystem::path& folder,
                                                   const std::string& name);
  ~WorkJournal();
  WorkJournal(const WorkJournal&) = delete;
  WorkJournal& operator=(const WorkJournal&) = delete;

  /// @return the place of one pipeline; null from `kMostSlots` on. Owned by the journal.
  Slot* slot(std::size_t number);

  /// Marks each record that some pipeline has been at for longer than `limit`.
  /// @return a sentence about the first, or nothing.
  std::optional<std::string> mark_slow(std::chrono::milliseconds limit);

  /// Something was committed. Counts at once where fetching is above suspicion, and else once the
  /// process has lived for a while: it gets some way before it meets a deadly batch.
  void note_progress();
  /// The process ends as it should.
  void note_orderly_end();
  /// @return whether this process and the ones before it may all have ended without any progress,
  ///         and without work on a record: what they fetched may have ended them.
  bool suspects_fetching() const { return suspects_fetching_; }

  /// @return the sentences of those that are under suspicion.
  std::vector<std::string> suspicions() const;

 private:
  struct File;
  struct SlotData;
  struct Suspect;

  WorkJournal(FileDescriptor opened, File* file);
  /// @return null where it can't be; `errno` says why.
  static File* map(const FileDescriptor& opened);
  void take_stock();
  void suspect(const SlotData& slot, bool too_slow);
  Suspect* find(const Origin& origin) const;
  std::optional<Error> verdict(const Origin& origin) const;
  void forget(const Origin& origin);

  FileDescriptor opened_;  ///< Locked.
  File* file_;
  std::unique_ptr<Slot[]> slots_;
  mutable std::mutex suspects_mutex_;
  std::atomic<bool> any_suspect_{false};
  std::chrono::steady_clock::time_point began_;
  bool suspects_fetching_ = false;
  std::mutex turn_;  ///< Whose turn it is to work, while pipelines take turns.
  std::chrono::steady_clock::time_point turns_end_;
};

/// One pipeline's place in the journal. The pipeline's thread alone calls it.
class WorkJournal::Slot {
 public:
  /// Once, by the thread whose work is noted: what it does goes there (`Activity`), and a signal
  /// that ends it is told, an overflow of its stack included.
  void adopt();
  /// @return why the record is to be set aside: `Crashed` or `TooSlow`; or nothing.
  std::optional<Error> verdict(const Origin& origin) const;
  /// It was set aside, or its work was done.
  void forget(const Origin& origin);
  /// Something was committed.
  void note_progress() { journal_->note_progress(); }

 private:
  friend class WorkJournal;

  WorkJournal* journal_ = nullptr;
  SlotData* data_ = nullptr;
  std::unique_ptr<std::byte[]> signal_stack_;
};

}  // namespace newswatch::daemon
