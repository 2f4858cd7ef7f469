#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace newswatch::daemon {

/// One thing that must hold for the process to be alive or ready.
struct Check {
  std::string name;
  bool ok = false;
  std::string detail;  ///< In words, whether it holds or not; may be empty.
};

/// What the admin server shows. The functions are called on its threads, several at a time, and
/// must return at once: they read what others have measured, and never ask a broker.
struct AdminOptions {
  std::string address;    ///< IPv4: Debian's civetweb is built without IPv6.
  std::int64_t port = 0;  ///< 0: any free one.
  std::function<std::string()> metrics;
  std::function<std::vector<Check>()> liveness;  ///< Whether the loops still turn; never Kafka.
  std::function<std::vector<Check>()> readiness;
};

/// The one HTTP server of the process, for machines that watch it:
///
///     /metrics             Prometheus's text format
///     /livez, /-/healthy   200 or 503; what does not hold, one check a line
///     /readyz, /-/ready    the same; `?verbose` lists what holds too
///
/// GET and HEAD only, no bodies, at most 4 KiB of request, closed after 5 s of silence. It neither
/// knows users nor encrypts: its address decides who can reach it. Serves from `start` to its
/// destruction, which waits for requests in hand and takes up to 2 s, civetweb's own rhythm.
class AdminServer {
 public:
  /// Errors: `Unavailable`, naming address and port, when it can't listen there.
  static Result<std::unique_ptr<AdminServer>> start(AdminOptions options);
  ~AdminServer();
  AdminServer(const AdminServer&) = delete;
  AdminServer& operator=(const AdminServer&) = delete;

  /// @return where it listens: what was asked for, or the free port that was found.
  int port() const;

 private:
  struct Serving;
  explicit AdminServer(std::unique_ptr<Serving> serving);

  std::unique_ptr<Serving> serving_;
};

}  // namespace newswatch::daemon
