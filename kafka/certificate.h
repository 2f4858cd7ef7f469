#pragma once

#include <openssl/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"

namespace newswatch::kafka {

/// What people need to know of an X.509 certificate.
struct Certificate {
  std::string subject;             ///< As in `CN=newswatch,O=Example`: the form of RFC 2253.
  std::string issuer;              ///< The same of the authority that signed it.
  std::vector<std::string> hosts;  ///< Names and IPv4 addresses of its subjectAltName.
  Timestamp not_before;
  Timestamp not_after;
};

/// @param certificate  borrowed.
Certificate describe(const X509* certificate);

/// @param der  one certificate, as TLS sends it. Errors: `InvalidConfiguration`.
Result<Certificate> certificate_of_der(std::string_view der);

/// @param pem  the content of a file; what stands between its certificates does not count.
/// @return all of its certificates, at least one. Errors: `InvalidConfiguration`, for one that is
///         damaged, and when there is none.
Result<std::vector<Certificate>> certificates_of_pem(const std::string& pem);

}  // namespace newswatch::kafka
