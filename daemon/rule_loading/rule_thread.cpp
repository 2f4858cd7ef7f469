#include "daemon/rule_loading/rule_thread.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <utility>

namespace newswatch::daemon {
namespace {

/// The most there is. Not SCHED_IDLE, which would hardly get a turn where pipelines that catch up
/// have all cores busy.
constexpr int kNiceness = 19;

/// Linux counts niceness by thread: PRIO_PROCESS with 0 is the calling one.
void give_way() {
  if (::setpriority(PRIO_PROCESS, 0, kNiceness) != 0)
    spdlog::warn("rules are built at full priority, which slows articles down meanwhile");
}

}  // namespace

RuleThread::RuleThread(std::function<void()> reload, std::function<void()> tend,
                       std::chrono::milliseconds interval)
    : reload_(std::move(reload)),
      tend_(std::move(tend)),
      interval_(interval),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

void RuleThread::ask_to_reload() {
  const std::lock_guard lock(mutex_);
  is_asked_ = true;
  asked_.notify_one();
}

bool RuleThread::is_working() const {
  const std::lock_guard lock(mutex_);
  return is_working_ || (is_asked_ && !thread_.get_stop_token().stop_requested());
}

void RuleThread::work(const std::stop_token& stop) {
  give_way();
  std::unique_lock lock(mutex_);
  while (true) {
    asked_.wait_for(lock, stop, interval_, [this] { return is_asked_; });
    if (stop.stop_requested()) return;
    const auto& todo = std::exchange(is_asked_, false) ? reload_ : tend_;
    is_working_ = true;
    lock.unlock();
    todo();
    lock.lock();
    is_working_ = false;
  }
}

}  // namespace newswatch::daemon
