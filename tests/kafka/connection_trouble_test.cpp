#include "kafka/connection_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::kafka {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr auto kTransport = RD_KAFKA_RESP_ERR__TRANSPORT;
constexpr auto kLogin = RD_KAFKA_RESP_ERR__AUTHENTICATION;

Identity identity(std::string protocol) {
  Identity made;
  made.protocol = std::move(protocol);
  made.mechanism = made.protocol.starts_with("sasl") ? "PLAIN" : "";
  made.username = made.mechanism.empty() ? "" : "news";
  return made;
}

struct Case {
  std::string_view name;
  rd_kafka_resp_err_t error;
  std::string_view reason;  // as librdkafka 2.0.2 said it
  const char* protocol;
  bool is_refusal;
  const char* text;
};
const Case kCases[] = {
    {"ClientCertificate", kTransport,
     "ssl://k:1/bootstrap: Receive failed: error:0A000412:SSL routines::sslv3 alert bad "
     "certificate: SSL alert number 42 (after 5ms in state APIVERSION_QUERY)",
     "ssl", true, "k:1 asks for a client certificate and there is none"},
    {"BrokerCertificate", RD_KAFKA_RESP_ERR__SSL,
     "ssl://k:1/bootstrap: SSL handshake failed: error:0A000086:SSL routines::certificate verify "
     "failed: broker certificate could not be verified",
     "ssl", true, "the certificate of k:1 does not stand the check against the system's"},
    {"Password", kLogin,
     "sasl_ssl://k:1/bootstrap: SASL authentication error: Authentication failed: Invalid username "
     "or password (after 5ms in state AUTH_REQ, 3 identical error(s) suppressed)",
     "sasl_ssl", true,
     "k:1 refuses the login of \"news\" by PLAIN (Authentication failed: Invalid username or "
     "password): check kafka.username"},
    {"Mechanism", kLogin,
     "sasl_ssl://k:1/7: SASL PLAIN mechanism handshake failed: Broker: Unsupported SASL mechanism: "
     "broker's supported mechanisms: SCRAM-SHA-512 (after 0ms in state AUTH_HANDSHAKE)",
     "sasl_ssl", true, "k:1 takes no login by PLAIN, only by SCRAM-SHA-512: change"},
    {"LoginWhereThereIsNone", kLogin,
     "sasl_ssl://k:1/7: SASL PLAIN mechanism handshake failed: Broker: Request not valid in "
     "current "
     "SASL state: broker's supported mechanisms:  (after 0ms in state AUTH_HANDSHAKE)",
     "sasl_ssl", true, "k:1 takes no login on this port: set kafka.security_protocol to ssl"},
    {"Token", kLogin, "Failed to acquire SASL OAUTHBEARER token: no answer from x", "sasl_ssl",
     true, "no token to log in with: no answer from x"},
    {"PlaintextToTls", kTransport,
     "k:1/bootstrap: Disconnected while requesting ApiVersion: might be caused by incorrect "
     "security.protocol configuration (connecting to a SSL listener?)",
     "plaintext", false, "k:1 closes connections without TLS: set kafka.security_protocol to ssl"},
    {"TlsToPlaintext", kTransport,
     "ssl://k:1/bootstrap: error:0A000126:SSL routines::unexpected eof while reading (after 1ms in "
     "state SSL_HANDSHAKE)",
     "sasl_ssl", false, "k:1 does not speak TLS"},
    {"TlsToPlaintextAsLaterVersionsSayIt", kTransport,
     "ssl://k:1/bootstrap: SSL handshake failed: Disconnected: connecting to a PLAINTEXT broker "
     "listener? (after 2ms in state SSL_HANDSHAKE)",
     "ssl", false, "k:1 does not speak TLS"},
    {"NoLogin", kTransport,
     "ssl://k:1/1: Disconnected: verify that security.protocol is correctly configured, broker "
     "might require SASL authentication",
     "ssl", false,
     "k:1 closes connections without a login: set kafka.security_protocol to sasl_ssl"},
};

class Trouble : public testing::TestWithParam<Case> {};
TEST_P(Trouble, IsToldInOneSentence) {
  const auto& one = GetParam();
  const auto told =
      explain_connection(one.error, one.reason, identity(one.protocol), "", kFirstMoment);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->is_refusal, one.is_refusal);
  EXPECT_THAT(told->text, HasSubstr(one.text));
  EXPECT_THAT(told->text, testing::Not(HasSubstr("(after")));
}
INSTANTIATE_TEST_SUITE_P(Connection, Trouble, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(ConnectionTrouble, IsWhatIsKnownOfTheBrokersCertificate) {
  const auto told = explain_connection(kTransport, "ssl://k:1/1: certificate verify failed",
                                       identity("ssl"), "it expired", kFirstMoment);
  EXPECT_EQ(told->text, "it expired");
}

TEST(ConnectionTrouble, LeavesOtherWordsAsTheyAre) {
  EXPECT_FALSE(explain_connection(kTransport, "k:1/bootstrap: Connect to ipv4#127.0.0.1:1 failed",
                                  identity("ssl"), "", kFirstMoment));
}

TEST(ConnectionTrouble, FindsTheBroker) {
  EXPECT_EQ(broker_of("ssl://kafka-1:9093/bootstrap: x"), "kafka-1:9093");
  EXPECT_EQ(broker_of("kafka-1:9093/7: x: y"), "kafka-1:9093");
  EXPECT_EQ(broker_of("1/1 brokers are down"), "");
}

}  // namespace
}  // namespace newswatch::kafka
