#pragma once

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kafka/broker_certificates.h"
#include "kafka/connection_trouble.h"
#include "kafka/oauth_token.h"

namespace newswatch::kafka {

/// What every handle of librdkafka needs to connect securely, and to tell why it can't. It is the
/// handle's opaque and outlives the handle, since librdkafka's own threads call it.
class ConnectionHooks {
 public:
  /// @param owner  of the handle, which is called back inside its polls; borrowed, may be null.
  ConnectionHooks(Identity identity, OAuthOptions oauth, void* owner);
  ConnectionHooks(const ConnectionHooks&) = delete;
  ConnectionHooks& operator=(const ConnectionHooks&) = delete;

  /// Before the handle is made.
  void add_to(rd_kafka_conf_t* conf);
  /// After it was made: from then on tokens are fetched, on a thread of librdkafka. Errors:
  /// `Fatal`.
  Result<void> start(rd_kafka_t* handle) const;

  /// As `explain_connection`.
  std::optional<ConnectionTrouble> explain(rd_kafka_resp_err_t error,
                                           std::string_view reason) const;

  const Identity& identity() const { return identity_; }
  const BrokerCertificates& certificates() const { return certificates_; }
  void* owner() const { return owner_; }

 private:
  static int on_certificate(rd_kafka_t* handle, const char* broker, std::int32_t id, int* verdict,
                            int depth, const char* der, std::size_t size, char* why,
                            std::size_t why_size, void* self);
  static void on_token_wanted(rd_kafka_t* handle, const char* config, void* self);

  Identity identity_;
  OAuthOptions oauth_;
  void* owner_;
  BrokerCertificates certificates_;
};

}  // namespace newswatch::kafka
