#pragma once

#include <openssl/types.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>

#include "base/result.h"
#include "kafka/tls_files.h"

namespace newswatch::daemon {

/// TLS for the admin server: a certificate and its key, as they are on disk. Files that were
/// renewed are taken at the next connection; while they can't be used, those from before stay in
/// use, and the log says why. Versions before TLS 1.2 are refused.
///
/// civetweb has TLS of its own, which takes one file for both and never looks at it again.
class AdminTls {
 public:
  /// Also loads what civetweb needs for TLS. Errors: `InvalidConfiguration` for files that can't be
  /// used; `Unavailable`.
  static Result<std::unique_ptr<AdminTls>> open(kafka::TlsFiles files);
  AdminTls(const AdminTls&) = delete;
  AdminTls& operator=(const AdminTls&) = delete;

  /// @return what connections are made of, on any thread. Borrowed from this.
  SSL_CTX* context() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };
  using Context = std::unique_ptr<SSL_CTX, Free>;

  /// Of one file: what changes with its content.
  struct Mark {
    ino_t inode = 0;
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    off_t size = 0;
    bool operator==(const Mark&) const = default;
  };
  using Marks = std::array<Mark, 2>;

  explicit AdminTls(kafka::TlsFiles files);

  static Mark mark_of(const std::string& path);
  static Result<Context> read_pair(const kafka::TlsFiles& files);
  static int on_hello(SSL* connection, int* alert, void* tls);

  Marks marks() const;
  void take_renewed();

  const kafka::TlsFiles files_;
  Context context_;  // has no certificate: each connection gets that of the day
  std::mutex mutex_;
  Context pair_;
  Marks seen_;  // when `pair_` was last made, or could not be
};

}  // namespace newswatch::daemon
