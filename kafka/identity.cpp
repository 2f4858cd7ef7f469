#include "kafka/identity.h"

#include "base/files.h"
#include "kafka/certificate.h"

namespace newswatch::kafka {
namespace {

std::string value_of(const Properties& properties, std::string_view name) {
  const auto* value = properties.find(name);
  return value == nullptr ? std::string() : *value;
}

std::string principal_of(const Identity& identity) {
  if (identity.mechanism == "PLAIN" || identity.mechanism.starts_with("SCRAM"))
    return "User:" + identity.username;
  if (!identity.mechanism.empty()) return "";
  if (identity.certificate_file.empty()) return "User:ANONYMOUS";
  const auto pem = read_file(identity.certificate_file);
  if (!pem) return "";
  const auto certificates = certificates_of_pem(*pem);
  return certificates ? "User:" + certificates->front().subject : "";
}

}  // namespace

Identity identity_of(const Properties& properties, const ConnectionOptions& options) {
  Identity identity{.protocol = value_of(properties, "security.protocol"),
                    .mechanism = value_of(properties, "sasl.mechanism"),
                    .username = value_of(properties, "sasl.username"),
                    .ca_file = value_of(properties, "ssl.ca.location"),
                    .certificate_file = value_of(properties, "ssl.certificate.location"),
                    .group = options.group,
                    .transactional_prefix = options.transactional_prefix,
                    .principal = {}};
  if (identity.protocol.empty()) identity.protocol = "plaintext";
  identity.principal = principal_of(identity);
  return identity;
}

}  // namespace newswatch::kafka
