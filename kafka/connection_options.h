#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "kafka/oauth_token.h"
#include "kafka/properties.h"

namespace newswatch::kafka {

/// How partitions are shared out. All members of a group must use the same.
enum class Assignor {
  CooperativeSticky,  ///< Members keep what they have; only what moves pauses.
  Range,              ///< Everybody stops and starts anew: for groups with older members.
};

/// What an operator says about Kafka. daemon/ fills it from the configuration.
struct ConnectionOptions {
  std::string brokers;              ///< `host:port`, separated by commas.
  std::vector<std::string> topics;  ///< Names; an entry that starts with ^ is a regular expression.
  std::string group = "newswatch";
  Assignor assignor = Assignor::CooperativeSticky;
  std::string instance_id;       ///< Static membership, one name for each consumer; empty: dynamic.
  std::string transactional_id;  ///< Of a producer, one name for each; empty: no transactions.
  std::string transactional_prefix;  ///< What those of all producers begin with: a right is on it.
  Properties properties;             ///< For both sides: security, and what the operator adds.
  Properties consumer_properties;
  Properties producer_properties;
  OAuthOptions oauth;
};

/// @return the properties of a consumer: our defaults, then the operator's, then those that
///         Newswatch owns. Errors: `InvalidConfiguration` for a property that Newswatch owns, and
///         as `check_login`.
Result<Properties> consumer_properties(const ConnectionOptions& options);
/// The same for a reader of a whole topic: no member of the group, whatever is committed.
Result<Properties> table_properties(const ConnectionOptions& options);
/// The same for an idempotent producer.
Result<Properties> producer_properties(const ConnectionOptions& options);

/// @return how often the operator wants new partitions to be looked for; at least a second.
std::chrono::milliseconds metadata_refresh_interval(const Properties& properties);

/// Refuses SCRAM with librdkafka before 2.6.1, which can't log in to Kafka 4 with it
/// (librdkafka#4895).
/// @param version  as from `rd_kafka_version()`.
Result<void> check_login(const Properties& properties, int version);

}  // namespace newswatch::kafka
