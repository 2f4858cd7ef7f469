#include "kafka/connection_hooks.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <utility>

#include "kafka/handles.h"

namespace newswatch::kafka {
namespace {

using std::chrono::milliseconds;

/// When a token of this lifetime ends, in milliseconds since 1970.
std::int64_t end_of(std::chrono::seconds lifetime) {
  const auto end = std::chrono::system_clock::now() + lifetime;
  return std::chrono::duration_cast<milliseconds>(end.time_since_epoch()).count();
}

}  // namespace

ConnectionHooks::ConnectionHooks(Identity identity, OAuthOptions oauth, void* owner)
    : identity_(std::move(identity)), oauth_(std::move(oauth)), owner_(owner) {}

void ConnectionHooks::add_to(rd_kafka_conf_t* conf) {
  rd_kafka_conf_set_opaque(conf, this);
  rd_kafka_conf_set_ssl_cert_verify_cb(conf, &ConnectionHooks::on_certificate);
  if (oauth_.token_url.empty()) return;
  rd_kafka_conf_enable_sasl_queue(conf, 1);
  rd_kafka_conf_set_oauthbearer_token_refresh_cb(conf, &ConnectionHooks::on_token_wanted);
}

// Not by polls: a command that asks one question never polls, and waits for its answer.
Result<void> ConnectionHooks::start(rd_kafka_t* handle) const {
  if (oauth_.token_url.empty()) return {};
  const ErrorHandle error(rd_kafka_sasl_background_callbacks_enable(handle));
  if (!error) return {};
  return fail(ErrorCode::Fatal, fmt::format("OAuth: {}", rd_kafka_error_string(error.get())));
}

std::optional<ConnectionTrouble> ConnectionHooks::explain(rd_kafka_resp_err_t error,
                                                          std::string_view reason) const {
  const auto now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
  return explain_connection(error, reason, identity_, certificates_.complaint(broker_of(reason)),
                            now);
}

// What OpenSSL has found wrong stays wrong: it is only written down.
int ConnectionHooks::on_certificate(rd_kafka_t* /*handle*/, const char* broker, std::int32_t /*id*/,
                                    int* verdict, int depth, const char* der, std::size_t size,
                                    char* /*why*/, std::size_t /*why_size*/, void* self) {
  static_cast<ConnectionHooks*>(self)->certificates_.note(broker, *verdict, depth, {der, size});
  return *verdict == 0 ? 1 : 0;
}

// librdkafka asks again ten seconds after a failure, and when four fifths of a lifetime are over.
void ConnectionHooks::on_token_wanted(rd_kafka_t* handle, const char* /*config*/, void* self) {
  const OAuthOptions& oauth = static_cast<const ConnectionHooks*>(self)->oauth_;
  const auto token = fetch_token(oauth);
  if (!token) {
    rd_kafka_oauthbearer_set_token_failure(handle, token.error().message.c_str());
    return;
  }
  std::array<char, 512> why{};
  const auto error =
      rd_kafka_oauthbearer_set_token(handle, token->value.c_str(), end_of(token->lifetime),
                                     oauth.client_id.c_str(), nullptr, 0, why.data(), why.size());
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return;
  const auto message =
      fmt::format("the token of {} can't be used: {}", oauth.token_url, why.data());
  rd_kafka_oauthbearer_set_token_failure(handle, message.c_str());
}

}  // namespace newswatch::kafka
