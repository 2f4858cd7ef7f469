#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "kafka/connection_options.h"

namespace newswatch::kafka {

/// Makes topics with the brokers' default replication, and waits until they are there. Topics that
/// exist stay as they are. Errors: `Unavailable` when no broker answers in time; `Refused`;
/// `InvalidConfiguration`.
Result<void> create_topics(const ConnectionOptions& options, const std::vector<std::string>& topics,
                           int partitions, std::chrono::milliseconds wait);

/// Deletes topics with all that is in them. Errors as `create_topics`, also for topics that do not
/// exist.
Result<void> delete_topics(const ConnectionOptions& options, const std::vector<std::string>& topics,
                           std::chrono::milliseconds wait);

}  // namespace newswatch::kafka
