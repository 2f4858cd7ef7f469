#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/configuration/configuration.h"
#include "kafka/admin.h"

namespace newswatch::daemon {

/// One thing that was looked at.
struct Finding {
  enum class Level { Fine, Warning, Failure };

  Level level = Level::Fine;
  std::string what;
  std::string fix;  ///< What to do about it; empty where it is fine.
};

/// @return the names of all topics that a configuration needs; of the article topics those that are
///         no expressions.
std::vector<std::string> needed_topics(const Configuration& configuration);

/// @return what is right and wrong with the topics, in the order of `needed_topics`. `Failure`:
///         Newswatch can't work so.
std::vector<Finding> examine(const Configuration& configuration,
                             const kafka::ClusterDescription& cluster);

/// @return the consumer groups that Newswatch is a member of.
std::vector<std::string> needed_groups(const Configuration& configuration);

/// @param may_join  what `kafka::may_join` told.
Finding examine_group(const std::string& group, const Result<bool>& may_join,
                      const kafka::Identity& identity);

/// @param may_use  what `kafka::may_use_transactions` told.
Finding examine_transactions(const Result<bool>& may_use, const kafka::Identity& identity);

/// @return the topics that are missing, with the settings that docs/operating.md gives.
std::vector<kafka::NewTopic> missing_topics(const Configuration& configuration,
                                            const kafka::ClusterDescription& cluster);

}  // namespace newswatch::daemon
