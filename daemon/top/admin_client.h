#pragma once

#include <string>

#include "base/result.h"
#include "daemon/admin/admin_gate.h"

namespace newswatch::daemon {

/// What an admin server answered.
struct AdminAnswer {
  int status = 0;
  std::string body;
};

/// How an admin server that speaks TLS proves who it is. At most one; neither: by a certificate for
/// its host, of an authority that the system trusts.
struct AdminTrust {
  std::string ca_file;           ///< The authorities to trust instead.
  std::string certificate_file;  ///< It must have the key of this certificate, whatever its host.
};

/// Asks the admin server of a running process, one question a connection.
class AdminClient {
 public:
  /// @param url  `http://HOST:PORT` or `https://HOST:PORT`, a path behind it for servers behind a
  ///             proxy.
  /// Errors: `InvalidConfiguration` for what is none, and for a certificate that can't be read.
  static Result<AdminClient> create(const std::string& url, const AdminAccess& access,
                                    const AdminTrust& trust);

  /// @param path  as in `/metrics`. Waits 5 s for an answer. Errors: `Unavailable` when there is
  ///              none, or the server is not to be trusted; `Refused` when it wants a password or
  ///              token.
  Result<AdminAnswer> get(const std::string& path) const;

  const std::string& url() const { return url_; }

 private:
  std::string url_;            ///< Without a slash at its end.
  std::string authorization_;  ///< A whole line of the header; empty for none.
  std::string ca_file_;
  std::string
      pin_;  ///< Of the server's public key, as curl writes it; empty: its certificate counts.
};

}  // namespace newswatch::daemon
