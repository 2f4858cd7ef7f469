#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswatch::kafka {

/// Files for TLS, in PEM form; empty where there is none.
struct TlsFiles {
  std::string ca_file;  ///< Or a folder of them, which is not looked into.
  std::string certificate_file;
  std::string key_file;
  std::string key_password;
};

/// What can't work with any broker.
struct TlsProblem {
  std::string_view key;  ///< Of the configuration, as in `kafka.key_file`.
  std::string message;   ///< A sentence that begins with the file and says what to do. No secret.
};

/// Looks for files that can't be read or have nothing of use, keys that do not open, and a key of
/// another certificate. Dates are left to others: they depend on when one asks.
std::vector<TlsProblem> problems_of(const TlsFiles& files);

}  // namespace newswatch::kafka
