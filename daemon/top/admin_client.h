#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "daemon/admin_gate.h"

namespace newswatch::daemon {

/// What an admin server answered.
struct AdminAnswer {
  int status = 0;
  std::string body;
};

/// Asks the admin server of a running process, one question a connection, without TLS.
class AdminClient {
 public:
  /// @param url  `http://HOST:PORT`, a path behind it for servers behind a proxy.
  /// Errors: `InvalidConfiguration` for what is none.
  static Result<AdminClient> create(const std::string& url, const AdminAccess& access);

  /// @param path  as in `/metrics`. Waits 5 s for an answer. Errors: `Unavailable` when there is
  ///              none, `Refused` when the server wants a password or token.
  Result<AdminAnswer> get(const std::string& path) const;

  const std::string& url() const { return url_; }

 private:
  std::string url_;
  std::string host_;
  std::uint16_t port_ = 0;
  std::string prefix_;
  std::string authorization_;  ///< A whole line of the header; empty for none.
};

}  // namespace newswatch::daemon
