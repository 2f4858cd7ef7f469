#include "daemon/process/service_manager.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>

#include <chrono>
#include <system_error>

namespace newswatch::daemon {

void ServiceManager::tell_ready() { tell("READY=1"); }

void ServiceManager::tell_reloading() {
  // The manager must know which of two reloads this answers: by the clock that it reads, too.
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  tell(fmt::format("RELOADING=1\nMONOTONIC_USEC={}",
                   std::chrono::duration_cast<std::chrono::microseconds>(now).count()));
}

void ServiceManager::tell_stopping() { tell("STOPPING=1"); }

void ServiceManager::tell_status(const std::string& line) {
  if (line == status_) return;
  tell("STATUS=" + line);
  status_ = line;
}

void ServiceManager::tell_alive() { tell("WATCHDOG=1"); }

void ServiceManager::tell(const std::string& message) {
  const int result = ::sd_notify(0, message.c_str());
  if (result >= 0 || is_broken_) return;
  is_broken_ = true;
  spdlog::warn("the service manager can't be told how this process is: {}",
               std::generic_category().message(-result));
}

}  // namespace newswatch::daemon
