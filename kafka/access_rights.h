#pragma once

#include <librdkafka/rdkafka.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kafka/identity.h"

namespace newswatch::kafka {

/// A right on the brokers' access lists, by their names.
struct Right {
  std::string_view operation;  ///< As in `Read`.
  std::string_view resource;   ///< `topic`, `group`, `transactional-id` or `cluster`.
  std::string
      name;  ///< Of the resource; of a transactional id the beginning. The cluster has none.
};

/// @param use    what the client does with topics: `Read` or `Write`, which bring `Describe` along.
/// @param topic  that the error is about, or empty.
/// @return the right that brokers miss where they answer with `error`; nothing for other errors.
std::optional<Right> missing_right(rd_kafka_resp_err_t error, std::string_view use,
                                   std::string_view topic, const Identity& identity);

/// @return one sentence: who lacks what on what, and the command of Kafka's that grants it.
std::string explain(const Right& right, const Identity& identity);

/// @return the command that grants one or more rights on the same resource.
std::string granting_command(std::span<const Right> rights, const Identity& identity);

}  // namespace newswatch::kafka
