#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/timestamp.h"
#include "kafka/connection_options.h"
#include "kafka/identity.h"

namespace newswatch::kafka {

/// A topic to be made.
struct NewTopic {
  std::string name;
  int partitions = 1;
  std::map<std::string, std::string> settings = {};  ///< By the brokers' names.
};

/// Makes topics with the brokers' default replication, and waits until they are there. Topics that
/// exist stay as they are. Errors: `Unavailable` when no broker answers in time; `Refused`;
/// `InvalidConfiguration`.
Result<void> create_topics(const ConnectionOptions& options, const std::vector<NewTopic>& topics,
                           std::chrono::milliseconds wait);

/// Deletes topics with all that is in them. Errors as `create_topics`, also for topics that do not
/// exist.
Result<void> delete_topics(const ConnectionOptions& options, const std::vector<std::string>& topics,
                           std::chrono::milliseconds wait);

/// What the brokers tell of a topic.
struct TopicDescription {
  std::string name;
  bool is_missing = false;
  bool is_refused = false;  ///< Not even `Describe` is granted.
  std::string error = {};   ///< Why nothing more is known; empty where it is.
  int partitions = 0;
  int replicas = 0;                                  ///< The least of all partitions.
  std::map<std::string, std::string> settings = {};  ///< By the brokers' names.
  std::string settings_error = {};                   ///< Why these are not told, or empty.
  bool settings_are_refused = false;                 ///< `DescribeConfigs` is not granted.
};

struct ClusterDescription {
  int brokers = 0;
  std::vector<TopicDescription> topics;  ///< In the order in which they were asked for.
  /// Of the brokers that were asked, over TLS: until when each one's certificate is valid.
  std::map<std::string, Timestamp> certificates_valid_until = {};
  Identity identity = {};  ///< As whom they were asked.
};

/// Asks the brokers about topics. Errors: `Unavailable` when none answers in time, with what the
/// client complains of; `Refused`; `InvalidConfiguration`.
Result<ClusterDescription> describe(const ConnectionOptions& options,
                                    const std::vector<std::string>& topics,
                                    std::chrono::milliseconds wait);

}  // namespace newswatch::kafka
