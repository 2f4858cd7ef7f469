#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "daemon/admin/admin_gate.h"
#include "daemon/admin/event_stream.h"
#include "kafka/tls_files.h"

namespace newswatch::daemon {

/// One thing that must hold for the process to be alive or ready.
struct Check {
  std::string name;
  bool ok = false;
  std::string detail;  ///< In words, whether it holds or not; may be empty.
};

/// A file of the live page.
struct Page {
  std::string path;  ///< As in `/live.css`.
  std::string type;  ///< Of its content, as in `text/css; charset=utf-8`.
  std::string_view content;
};

/// The live page: files, and a stream for each viewer.
struct LivePages {
  std::vector<Page> pages;
  std::string stream_path;
  std::size_t most_streams = 0;
  /// @param last_event_id  what the viewer's browser had last; empty: nothing yet. @return null
  /// when
  ///                       there are enough viewers.
  std::function<std::unique_ptr<EventStream>(std::string_view last_event_id)> open_stream;
};

/// What the admin server shows. The functions are called on its threads, several at a time, and
/// must return at once: they read what others have measured, and never ask a broker.
struct AdminOptions {
  std::string address;    ///< IPv4: Debian's civetweb is built without IPv6.
  std::int64_t port = 0;  ///< 0: any free one.
  std::function<std::string()> metrics;
  std::function<std::vector<Check>()> liveness;  ///< Whether the loops still turn; never Kafka.
  std::function<std::vector<Check>()> readiness;
  std::function<std::string()> problems;  ///< JSON: `RecentProblems::json`.
  AdminAccess access;
  LivePages live;            ///< Empty: there is no live page.
  kafka::TlsFiles tls = {};  ///< Without a certificate: no TLS.
};

/// The one HTTP server of the process, for machines that watch it and people who look at alerts:
///
///     /metrics             Prometheus's text format
///     /livez, /-/healthy   200 or 503; what does not hold, one check a line
///     /readyz, /-/ready    the same; `?verbose` lists what holds too
///     /api/v1/problems     the last warnings and errors, as JSON
///     the live page        files, and `text/event-stream`
///
/// GET and HEAD only, no bodies, at most 4 KiB of request, closed after 5 s in which the client
/// neither sends nor takes anything. All but the health checks ask for what `access` says, and
/// answer 401 without it. With a certificate it speaks TLS alone; without one it does not encrypt,
/// and its address decides who can listen in. Serves from `start` to its destruction, which waits
/// for requests in hand and takes up to 2 s, civetweb's own rhythm.
class AdminServer {
 public:
  /// Errors: `Unavailable`, naming address and port, when it can't listen there; those of
  /// `AdminTls::open`.
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
