#include "kafka/certificate.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>
#include <ctime>

#include "kafka/openssl_handles.h"

namespace newswatch::kafka {
namespace {

std::string text_of(const X509_NAME* name) {
  const BioHandle out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Timestamp moment_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return Timestamp(std::chrono::seconds(::timegm(&parts)));
}

/// @return an empty text for what is neither a name nor an IPv4 address.
std::string text_of(const GENERAL_NAME& name) {
  int type = 0;
  const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(&name, &type));
  if (type == GEN_DNS)
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
            static_cast<std::size_t>(ASN1_STRING_length(value))};
  std::array<char, INET_ADDRSTRLEN> address{};
  if (type == GEN_IPADD && ASN1_STRING_length(value) == sizeof(in_addr) &&
      inet_ntop(AF_INET, ASN1_STRING_get0_data(value), address.data(), address.size()) != nullptr)
    return address.data();
  return "";
}

std::vector<std::string> hosts_of(const X509* certificate) {
  const NamesHandle names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> hosts;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i)
    if (auto host = text_of(*sk_GENERAL_NAME_value(names.get(), i)); !host.empty())
      hosts.push_back(std::move(host));
  return hosts;
}

Unexpected damaged(const char* what) {
  ERR_clear_error();  // else librdkafka takes it for one of its own
  return fail(ErrorCode::InvalidConfiguration, what);
}

}  // namespace

Certificate describe(const X509* certificate) {
  return {.subject = text_of(X509_get_subject_name(certificate)),
          .issuer = text_of(X509_get_issuer_name(certificate)),
          .hosts = hosts_of(certificate),
          .not_before = moment_of(X509_get0_notBefore(certificate)),
          .not_after = moment_of(X509_get0_notAfter(certificate))};
}

Result<Certificate> certificate_of_der(std::string_view der) {
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const X509Handle certificate(d2i_X509(nullptr, &begin, static_cast<long>(der.size())));
  if (!certificate) return damaged("a damaged certificate");
  return describe(certificate.get());
}

Result<std::vector<Certificate>> certificates_of_pem(const std::string& pem) {
  const auto bio = bio_of(pem);
  std::vector<Certificate> found;
  while (const X509Handle certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
    found.push_back(describe(certificate.get()));
  const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  if (!ended) return damaged("has a damaged certificate");
  if (found.empty()) return damaged("has no certificate in PEM form");
  ERR_clear_error();
  return found;
}

}  // namespace newswatch::kafka
