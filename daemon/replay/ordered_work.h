#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace newswatch::daemon {

/// What is done with pieces of work.
template <typename Piece, typename Outcome>
struct WorkSteps {
  std::function<std::optional<Piece>()> take;  ///< One thread at a time; nothing: there is no more.
  std::function<Outcome(std::size_t worker, Piece piece)> work;  ///< All workers at once.
  /// One thread at a time, in the order in which the pieces were taken. @return whether to go on.
  std::function<bool(Outcome outcome)> hand_on;
};

/// Works on several pieces at once, with an outcome in order. Each thread takes turns at all three
/// steps, so that one alone does the same as many, and none waits for another while there is
/// anything to do. At most four pieces a thread are in hand: memory does not grow with the work.
template <typename Piece, typename Outcome>
class OrderedWork {
 public:
  /// @param threads  at least 1, that of `run` included.
  OrderedWork(std::size_t threads, WorkSteps<Piece, Outcome> steps)
      : threads_(threads), steps_(std::move(steps)) {}

  /// Once. Returns when all was handed on, or when `hand_on` gave up.
  void run() {
    std::vector<std::jthread> others;
    for (std::size_t worker = 1; worker < threads_; ++worker)
      others.emplace_back([this, worker] { work(worker); });
    work(0);
  }

 private:
  using Number = std::uint64_t;

  void work(std::size_t worker) {
    while (auto taken = take()) finish(taken->first, steps_.work(worker, std::move(taken->second)));
  }

  std::optional<std::pair<Number, Piece>> take() {
    const std::scoped_lock turn(taking_);
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [this] { return taken_ - handed_on_ < 4 * threads_; });
      if (at_end_ || gave_up_) return std::nullopt;
    }
    auto piece = steps_.take();
    const std::scoped_lock lock(mutex_);
    at_end_ = !piece;
    if (at_end_) return std::nullopt;
    return std::pair(taken_++, *std::move(piece));
  }

  /// Hands on what has its turn, unless another thread is at it: then that one will.
  void finish(Number number, Outcome outcome) {
    std::unique_lock lock(mutex_);
    done_.emplace(number, std::move(outcome));
    if (handing_on_) return;
    handing_on_ = true;
    while (!done_.empty() && done_.begin()->first == handed_on_) {
      Outcome next = std::move(done_.begin()->second);
      done_.erase(done_.begin());
      const bool gave_up = gave_up_;
      lock.unlock();
      const bool goes_on = !gave_up && steps_.hand_on(std::move(next));
      lock.lock();
      gave_up_ = !goes_on;
      ++handed_on_;
      room_.notify_all();
    }
    handing_on_ = false;
  }

  std::size_t threads_;
  WorkSteps<Piece, Outcome> steps_;
  std::mutex taking_;  // before `mutex_`
  std::mutex mutex_;   // all below
  std::condition_variable room_;
  Number taken_ = 0;
  Number handed_on_ = 0;
  std::map<Number, Outcome> done_;
  bool handing_on_ = false;
  bool at_end_ = false;
  bool gave_up_ = false;
};

}  // namespace newswatch::daemon
