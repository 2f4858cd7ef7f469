#pragma once

#include <string>

#include "kafka/connection_options.h"

namespace newswatch::kafka {

/// As whom a client comes to the brokers, as far as its properties tell. Has no secret.
struct Identity {
  std::string protocol;   ///< As in `sasl_ssl`.
  std::string mechanism;  ///< Of the login; empty where there is none.
  std::string username;
  std::string ca_file;
  std::string certificate_file;
  std::string group;
  std::string transactional_prefix;
  /// As in `User:newswatch`, or `User:CN=newswatch,O=Example` after a client certificate, as
  /// brokers say it unless they have rules of their own. Empty where it can't be known: OAuth and
  /// Kerberos.
  std::string principal;
};

/// @param properties  all of a client's, made of `options`. Reads the certificate, if there is one.
Identity identity_of(const Properties& properties, const ConnectionOptions& options);

}  // namespace newswatch::kafka
