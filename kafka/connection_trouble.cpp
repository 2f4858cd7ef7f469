#include "kafka/connection_trouble.h"

#include <fmt/format.h>

#include "base/files.h"
#include "kafka/certificate.h"

namespace newswatch::kafka {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// @return what stands between two marks, or behind the first to the end.
std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto at = text.find(begin);
  if (at == std::string_view::npos) return "";
  text.remove_prefix(at + begin.size());
  return text.substr(0, text.find(end));
}

/// Of 2.0.2: `… (after 12ms in state AUTH_REQ, 3 identical error(s) suppressed)`.
std::string_view without_state(std::string_view reason) {
  return reason.substr(0, reason.find(" (after "));
}

ConnectionTrouble bad_broker(std::string_view broker, const std::string& certificate,
                             const Identity& identity) {
  if (!certificate.empty()) return {certificate, true};
  return {
      fmt::format("the certificate of {} does not stand the check against {}: put the "
                  "certificate of the authority that signed it into kafka.ca_file",
                  broker, identity.ca_file.empty() ? "the system's authorities" : identity.ca_file),
      true};
}

ConnectionTrouble bad_client(std::string_view broker, const Identity& identity, Timestamp now) {
  if (identity.certificate_file.empty())
    return {fmt::format("{} asks for a client certificate and there is none: set "
                        "kafka.certificate_file and kafka.key_file",
                        broker),
            true};
  const auto pem = read_file(identity.certificate_file);
  const auto own =
      pem ? certificates_of_pem(*pem) : Result<std::vector<Certificate>>(Unexpected(pem.error()));
  if (own && own->front().not_after < now)
    return {fmt::format("{} refuses the certificate in {}, which expired on {}: renew it, and "
                        "restart",
                        broker, identity.certificate_file, format_rfc3339(own->front().not_after)),
            true};
  return {fmt::format("{} refuses the certificate in {}{}: have it signed by an authority in the "
                      "brokers' ssl.truststore.location, or name the right one as "
                      "kafka.certificate_file",
                      broker, identity.certificate_file,
                      own ? fmt::format(", signed by \"{}\"", own->front().issuer) : ""),
          true};
}

ConnectionTrouble bad_login(std::string_view broker, std::string_view reason,
                            const Identity& identity) {
  if (const auto token = between(reason, "OAUTHBEARER token: ", "\n"); !token.empty())
    return {fmt::format("no token to log in with: {}", without_state(token)), true};
  if (has(reason, "Unsupported SASL mechanism"))
    return {fmt::format("{} takes no login by {}, only by {}: change kafka.sasl_mechanism, or the "
                        "brokers' sasl.enabled.mechanisms",
                        broker, identity.mechanism,
                        without_state(between(reason, "supported mechanisms: ", "\n"))),
            true};
  if (has(reason, "current SASL state"))
    return {fmt::format("{} takes no login on this port: set kafka.security_protocol to {} and "
                        "leave out kafka.sasl_mechanism, or name the port for logins in "
                        "kafka.brokers",
                        broker, identity.protocol == "sasl_ssl" ? "ssl" : "plaintext"),
            true};
  const auto told = between(reason, "authentication error: ", "\n");
  const auto who = identity.username.empty() ? std::string("this user")
                                             : fmt::format("\"{}\"", identity.username);
  const bool by_password = !identity.username.empty();
  return {fmt::format("{} refuses the login of {} by {} ({}): {}", broker, who, identity.mechanism,
                      without_state(told.empty() ? reason : told),
                      by_password ? "check kafka.username and the password in kafka.password_file"
                                  : "check what kafka.oauth_* or kafka.properties say of it"),
          true};
}

}  // namespace

std::string_view broker_of(std::string_view reason) {
  const auto end = reason.find(": ");
  auto name = reason.substr(0, end == std::string_view::npos ? 0 : end);
  if (const auto scheme = name.find("://"); scheme != std::string_view::npos)
    name.remove_prefix(scheme + 3);
  return name.substr(0, name.find('/'));
}

std::optional<ConnectionTrouble> explain_connection(rd_kafka_resp_err_t error,
                                                    std::string_view reason,
                                                    const Identity& identity,
                                                    const std::string& certificate, Timestamp now) {
  const auto broker = broker_of(reason);
  if (has(reason, "certificate verify failed")) return bad_broker(broker, certificate, identity);
  // Alerts 42 to 48 and 116 are all that RFC 8446, 6.2, has about certificates. Which one a broker
  // sends says little: Java has "unknown" for an expired one and for one of a strange authority.
  if (has(reason, "alert") && (has(reason, "certificate") || has(reason, "unknown ca")))
    return bad_client(broker, identity, now);
  if (error == RD_KAFKA_RESP_ERR__AUTHENTICATION) return bad_login(broker, reason, identity);
  const bool with_login = identity.protocol.starts_with("sasl_");
  if (has(reason, "connecting to a SSL listener"))
    return ConnectionTrouble{
        fmt::format("{} closes connections without TLS: set kafka.security_protocol to {}, or name "
                    "a port without TLS in kafka.brokers",
                    broker, with_login ? "sasl_ssl" : "ssl")};
  if (has(reason, "might require SASL"))
    return ConnectionTrouble{
        fmt::format("{} closes connections without a login: set kafka.security_protocol to {}, and "
                    "kafka.sasl_mechanism",
                    broker, identity.protocol == "ssl" ? "sasl_ssl" : "sasl_plaintext")};
  // The last is how librdkafka of Debian 13 says it.
  if (has(reason, "SSL_HANDSHAKE") &&
      (has(reason, "unexpected eof") || has(reason, "wrong version") ||
       has(reason, "connecting to a PLAINTEXT")))
    return ConnectionTrouble{
        fmt::format("{} does not speak TLS: name a port with TLS in kafka.brokers, or set "
                    "kafka.security_protocol to {}",
                    broker, with_login ? "sasl_plaintext" : "plaintext")};
  return std::nullopt;
}

}  // namespace newswatch::kafka
