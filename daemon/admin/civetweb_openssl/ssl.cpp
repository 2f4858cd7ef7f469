#include <openssl/ssl.h>

#undef SSL_get_peer_certificate

/// What civetweb as Debian builds it asks for: OpenSSL 3 has it under a new name, and a macro for
/// those who compile anew. All else that is asked of this library comes with libssl, which it
/// loads.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" X509* SSL_get_peer_certificate(const SSL* connection) {
  return SSL_get1_peer_certificate(connection);
}
