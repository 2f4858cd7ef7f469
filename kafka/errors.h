#pragma once

#include <librdkafka/rdkafka.h>

#include <string>
#include <string_view>

#include "base/result.h"
#include "kafka/handles.h"

namespace newswatch::kafka {

/// @return whether the brokers refused an identity or a right: authentication, or an access list of
///         a topic, a group or the cluster.
bool is_refusal(rd_kafka_resp_err_t error);

/// @return whether a topic or partition does not exist, or is hidden from this user.
bool is_unknown_topic(rd_kafka_resp_err_t error);

/// @return `Refused` for a refusal; `Fatal` where the client can't go on (fenced, or librdkafka's
///         own fatal state); else `Unavailable`, since all the rest may heal.
ErrorCode classify(rd_kafka_resp_err_t error);

/// @param what  what was tried, as in `commit offsets`. @return `commit offsets: Broker: …`, with
///              its class.
Error error_of(rd_kafka_resp_err_t error, std::string_view what);

/// @return such an error, where there is one.
Result<void> result_of(rd_kafka_resp_err_t error, std::string_view what);
Result<void> result_of(const ErrorHandle& error, std::string_view what);

}  // namespace newswatch::kafka
