#pragma once

#include <string>
#include <vector>

#include "daemon/configuration/configuration.h"
#include "kafka/tls_files.h"

namespace newswatch::daemon {

/// What no single key can tell, and what a key must not say.
struct Complaint {
  std::string key;      ///< Where to look: its value's place becomes the problem's place.
  std::string message;  ///< Names both keys.
};

/// Reads `*_file` secrets into their keys. @return the files that could not be read, or are empty.
std::vector<Complaint> read_secrets(Configuration& configuration);

/// @return which files for TLS can't be used. After `read_secrets`, which has a key's password.
std::vector<Complaint> check_tls_files(const Configuration& configuration);

/// @return what the admin port shows and keeps under TLS.
kafka::TlsFiles tls_files(const AdminConfig& admin);

/// @return what a key must not say, whatever the others do.
std::vector<Complaint> check_values(const Configuration& configuration);

/// @return keys that contradict each other, or need one another. Tells nothing of use while a key
/// could not be read.
std::vector<Complaint> check_relations(const Configuration& configuration, int librdkafka_version);

}  // namespace newswatch::daemon
