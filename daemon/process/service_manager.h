#pragma once

#include <string>

namespace newswatch::daemon {

/// What systemd, or another that speaks its protocol, is told of this process: sd_notify(3). Where
/// nobody listens (NOTIFY_SOCKET is not set) all of this does nothing. One thread uses it.
class ServiceManager {
 public:
  /// Up, or through with a reload.
  void tell_ready();
  void tell_reloading();
  void tell_stopping();
  /// @param line  what `systemctl status` shows; sent when it differs from the last.
  void tell_status(const std::string& line);
  /// To be told about once a second while all is well: silence for WatchdogSec ends the process.
  void tell_alive();

 private:
  void tell(const std::string& message);

  std::string status_;
  bool is_broken_ = false;  ///< The log has said so.
};

}  // namespace newswatch::daemon
