#include "kafka/access_rights.h"

#include <fmt/format.h>

namespace newswatch::kafka {
namespace {

std::string resource_options(const Right& right) {
  if (right.resource == "cluster") return "--cluster";
  const auto named = fmt::format("--{} '{}'", right.resource, right.name);
  return right.resource == "transactional-id" ? named + " --resource-pattern-type prefixed" : named;
}

std::string described(const Right& right) {
  if (right.resource == "cluster") return "the cluster";
  if (right.resource == "transactional-id")
    return fmt::format("transactional ids that begin with \"{}\"", right.name);
  return fmt::format("{} \"{}\"", right.resource, right.name);
}

}  // namespace

std::optional<Right> missing_right(rd_kafka_resp_err_t error, std::string_view use,
                                   std::string_view topic, const Identity& identity) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
      // Which topic is not always told: send_offsets says it of all, a subscription of none.
      if (topic.empty()) return std::nullopt;
      return Right{use, "topic", std::string(topic)};
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
      return Right{"Read", "group", identity.group};
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
      return Right{"Write", "transactional-id", identity.transactional_prefix};
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
      // What a producer without transactions needs where it may write to no topic at all.
      return Right{"IdempotentWrite", "cluster", ""};
    default:
      return std::nullopt;
  }
}

std::string explain(const Right& right, const Identity& identity) {
  return fmt::format("{} lacks {} on {}: grant it with {}",
                     identity.principal.empty() ? "this user" : identity.principal, right.operation,
                     described(right), granting_command({&right, 1}, identity));
}

std::string granting_command(std::span<const Right> rights, const Identity& identity) {
  std::string operations;
  for (const Right& right : rights) operations += fmt::format(" --operation {}", right.operation);
  return fmt::format("kafka-acls.sh --bootstrap-server $BROKERS --add --allow-principal '{}'{} {}",
                     identity.principal.empty() ? "User:…" : identity.principal, operations,
                     resource_options(rights.front()));
}

}  // namespace newswatch::kafka
