#include "kafka/certificate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include "kafka/broker_certificates.h"
#include "kafka/openssl_handles.h"

#include <openssl/pem.h>

namespace newswatch::kafka {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kBroker = "kafka-1.example:9093";

/// By `openssl x509 -req`, with the names DNS:kafka-1.example and IP:192.0.2.7.
const std::string kPem = R"(
-----BEGIN CERTIFICATE-----
MIIBnjCCAUSgAwIBAgIUXt2NGf90cWBxfdnqH573ITEjIWQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJYXV0aG9yaXR5MB4XDTI2MTEyNzA1MzczMFoXDTI3MTEyNzA1
MzczMFowJDEQMA4GA1UECgwHRXhhbXBsZTEQMA4GA1UEAwwHa2Fma2EtMTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABOsle6/zDYgcVTgYVv4gvMD6jFvINKpCX0EB
dXu/puUb5LEQosliGYEQm3QiSS71lydw7+kviEUEjrGXqmE3rm6jZDBiMCAGA1Ud
EQQZMBeCD2thZmthLTEuZXhhbXBsZYcEwAACBzAdBgNVHQ4EFgQUU+BqBiJZpz9S
Q19bK6Vvwima87cwHwYDVR0jBBgwFoAUbD0gsxAKWSRrKBOu2B2zuVL78wowCgYI
KoZIzj0EAwIDSAAwRQIhAICgmW7Ms/AZHGo6RWlK/clO+xkK5HHgZirQQZjyPxXl
AiBxVhiKREEv5uCEKCHqNsi2d+ePN/NxsXoo1TAT35JsVQ==
-----END CERTIFICATE-----
)";

std::string der_of(const std::string& pem) {
  const auto bio = bio_of(pem);
  const X509Handle certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  std::string der(static_cast<std::size_t>(i2d_X509(certificate.get(), nullptr)), '\0');
  auto* to = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate.get(), &to);
  return der;
}

std::string complaint_of(int verdict) {
  BrokerCertificates certificates;
  certificates.note(kBroker, verdict, 0, der_of(kPem));
  return certificates.complaint(kBroker);
}

TEST(Certificate, TellsWhoseItIsAndUntilWhen) {
  const auto found = certificates_of_pem("words before\n" + kPem + kPem);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ(found->front().subject, "CN=kafka-1,O=Example");
  EXPECT_EQ(found->front().issuer, "CN=authority");
  EXPECT_THAT(found->front().hosts, ElementsAre("kafka-1.example", "192.0.2.7"));
  EXPECT_EQ(format_rfc3339(found->front().not_before), "2026-11-27T05:37:30Z");
  EXPECT_EQ(format_rfc3339(found->front().not_after), "2027-11-27T05:37:30Z");
}

TEST(Certificate, IsTheSameFromTls) {
  EXPECT_EQ(certificate_of_der(der_of(kPem))->subject, "CN=kafka-1,O=Example");
}

TEST(Certificate, IsRefusedWhereThereIsNoneOrADamagedOne) {
  auto damaged = kPem;
  damaged.replace(damaged.find("MII"), 3, "MIX");
  EXPECT_THAT(certificates_of_pem("nothing").error().message, HasSubstr("no certificate"));
  EXPECT_THAT(certificates_of_pem(damaged).error().message, HasSubstr("damaged"));
  EXPECT_FALSE(certificate_of_der("nothing"));
  EXPECT_EQ(ERR_peek_error(), 0UL);  // librdkafka would take it for its own
}

TEST(BrokerCertificates, TellWhatIsWrongAndWhatToDo) {
  EXPECT_THAT(complaint_of(X509_V_ERR_CERT_HAS_EXPIRED),
              AllOf(HasSubstr("expired on 2027-11-27T05:37:30Z"), HasSubstr("renew it")));
  EXPECT_THAT(complaint_of(X509_V_ERR_CERT_NOT_YET_VALID), HasSubstr("set this host's clock"));
  EXPECT_THAT(complaint_of(X509_V_ERR_HOSTNAME_MISMATCH),
              HasSubstr("is for kafka-1.example, 192.0.2.7, not for kafka-1.example: call"));
  EXPECT_THAT(complaint_of(X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY),
              AllOf(HasSubstr("signed by \"CN=authority\""), HasSubstr("kafka.ca_file")));
  EXPECT_THAT(complaint_of(X509_V_ERR_CERT_REVOKED), HasSubstr("certificate revoked"));
}

TEST(BrokerCertificates, ForgetAComplaintOnceAllIsWell) {
  BrokerCertificates certificates;
  certificates.note(kBroker, X509_V_ERR_CERT_HAS_EXPIRED, 0, der_of(kPem));
  certificates.note(kBroker, X509_V_OK, 1, der_of(kPem));
  EXPECT_NE(certificates.complaint(kBroker), "");
  certificates.note(kBroker, X509_V_OK, 0, der_of(kPem));
  EXPECT_EQ(certificates.complaint(kBroker), "");
  EXPECT_EQ(format_rfc3339(certificates.valid_until().at(kBroker)), "2027-11-27T05:37:30Z");
  EXPECT_THAT(certificates.complaint("another:9093"), IsEmpty());
}

}  // namespace
}  // namespace newswatch::kafka
