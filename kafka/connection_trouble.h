#pragma once

#include <librdkafka/rdkafka.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/timestamp.h"
#include "kafka/identity.h"

namespace newswatch::kafka {

/// Why there is no connection to a broker, for people.
struct ConnectionTrouble {
  std::string text;  ///< One sentence: which broker, what is wrong, what to do.
  /// Whether one side refuses the other's identity. Else it may be a port that is not the right
  /// one, or a broker that is not up yet.
  bool is_refusal = false;
};

/// @param reason       of librdkafka's error, as in `ssl://kafka-1:9093/bootstrap: SSL handshake
///                     failed: …`. Its words are those of 2.0.2, which gives several problems one
///                     code.
/// @param certificate  what is wrong with the broker's certificate, as from
///                     `BrokerCertificates::complaint`; empty where nothing is known.
/// @return nothing where librdkafka's own words are as good as any.
std::optional<ConnectionTrouble> explain_connection(rd_kafka_resp_err_t error,
                                                    std::string_view reason,
                                                    const Identity& identity,
                                                    const std::string& certificate, Timestamp now);

/// @return `kafka-1:9093` of a reason as above; empty where it names no broker.
std::string_view broker_of(std::string_view reason);

}  // namespace newswatch::kafka
