#pragma once

#include <string>
#include <vector>

#include "kafka/openssl_handles.h"

namespace newswatch::kafka {

/// Files for TLS, in PEM form; empty where there is none.
struct TlsFiles {
  std::string section = "kafka";  ///< Of the configuration, that names them.
  std::string ca_file = {};       ///< Or a folder of them, which is not looked into.
  std::string certificate_file = {};
  std::string key_file = {};
  std::string key_password = {};
};

/// What can't work, whoever is on the other side.
struct TlsProblem {
  std::string key;      ///< Of the configuration, as in `kafka.key_file`.
  std::string message;  ///< A sentence that begins with the file and says what to do. No secret.
};

/// Looks for files that can't be read or have nothing of use, keys that do not open, and a key of
/// another certificate. Dates are left to others: they depend on when one asks.
std::vector<TlsProblem> problems_of(const TlsFiles& files);

/// @return the private key of a file's content; null where there is none that opens with the
///         password. Never asks for another on the terminal.
KeyHandle open_key(const std::string& pem, const std::string& password);

}  // namespace newswatch::kafka
