#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace newswatch::daemon {

/// The thread that reloads rules and frees old ones. Building a hundred thousand rules takes
/// seconds of processor time, so this thread gives way to all others of the process: articles go
/// on.
class RuleThread {
 public:
  /// Starts it. Both functions are called by this thread alone.
  /// @param reload  called once `ask_to_reload` was.
  /// @param tend    called every `interval` in which nothing was asked.
  RuleThread(std::function<void()> reload, std::function<void()> tend,
             std::chrono::milliseconds interval);

  /// Any thread; returns at once. Asked again during a reload, the thread reloads once more.
  void ask_to_reload();

  /// Any thread. Nothing is begun after this; what has begun can't be interrupted, and the
  /// destructor waits for it.
  void ask_to_stop() { thread_.request_stop(); }
  /// Any thread. @return whether something was begun, or asked for, and has not ended yet.
  bool is_working() const;

 private:
  void work(const std::stop_token& stop);

  std::function<void()> reload_;
  std::function<void()> tend_;
  std::chrono::milliseconds interval_;
  mutable std::mutex mutex_;  // of the two below
  bool is_asked_ = false;
  bool is_working_ = false;
  std::condition_variable_any asked_;
  std::jthread thread_;  ///< Last: it uses all of the above.
};

}  // namespace newswatch::daemon
