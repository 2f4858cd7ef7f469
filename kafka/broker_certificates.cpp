#include "kafka/broker_certificates.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/x509_vfy.h>

#include "kafka/certificate.h"

namespace newswatch::kafka {
namespace {

std::string explain(std::string_view broker, int verdict, const Certificate& certificate) {
  const std::string_view host = broker.substr(0, broker.rfind(':'));
  switch (verdict) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return fmt::format(
          "the certificate \"{}\" of {} expired on {}: renew it on the broker; if that day is yet "
          "to come, set this host's clock",
          certificate.subject, broker, format_rfc3339(certificate.not_after));
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return fmt::format("the certificate \"{}\" of {} is valid from {} on: set this host's clock",
                         certificate.subject, broker, format_rfc3339(certificate.not_before));
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return fmt::format(
          "the certificate of {} is for {}, not for {}: call the broker so in kafka.brokers and in "
          "its advertised.listeners, or add {} to its certificate's subjectAltName",
          broker,
          certificate.hosts.empty() ? "no host"
                                    : fmt::format("{}", fmt::join(certificate.hosts, ", ")),
          host, host);
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return fmt::format(
          "the certificate of {} was signed by \"{}\", which is not trusted here: put the "
          "certificate of that authority into kafka.ca_file",
          broker, certificate.issuer);
    default:
      return fmt::format("the certificate \"{}\" of {} is refused: {}; give the broker another",
                         certificate.subject, broker, X509_verify_cert_error_string(verdict));
  }
}

}  // namespace

void BrokerCertificates::note(std::string_view broker, int verdict, int depth,
                              std::string_view der) {
  if (verdict == X509_V_OK && depth > 0) return;
  const auto certificate = certificate_of_der(der);
  const std::lock_guard lock(mutex_);
  if (certificate && depth == 0)
    valid_until_.insert_or_assign(std::string(broker), certificate->not_after);
  if (verdict == X509_V_OK)
    complaints_.erase(std::string(broker));
  else if (certificate)
    complaints_.insert_or_assign(std::string(broker), explain(broker, verdict, *certificate));
}

std::string BrokerCertificates::complaint(std::string_view broker) const {
  const std::lock_guard lock(mutex_);
  const auto found = complaints_.find(broker);
  return found == complaints_.end() ? "" : found->second;
}

std::map<std::string, Timestamp> BrokerCertificates::valid_until() const {
  const std::lock_guard lock(mutex_);
  return valid_until_;
}

}  // namespace newswatch::kafka
