#include "daemon/process/signal_queue.h"

#include <csignal>

namespace newswatch::daemon {
namespace {

sigset_t handled() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  return signals;
}

}  // namespace

SignalQueue::SignalQueue() {
  const sigset_t signals = handled();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

std::optional<int> SignalQueue::next(std::chrono::milliseconds wait) {
  const sigset_t signals = handled();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(wait);
  const timespec time{.tv_sec = seconds.count(),
                      .tv_nsec = std::chrono::nanoseconds(wait - seconds).count()};
  const int signal = sigtimedwait(&signals, nullptr, &time);
  return signal > 0 ? std::optional(signal) : std::nullopt;
}

}  // namespace newswatch::daemon
