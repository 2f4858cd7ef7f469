#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "kafka/statistics.h"
#include "kafka/topic_partition.h"

namespace newswatch::kafka {

/// Whether a client can do its work.
struct Health {
  bool joined = false;  ///< A consumer: the group gave it its share, which may be empty. A reader
                        ///< of a table: it has all of it.
  bool brokers_up = false;
  std::string refused;     ///< A right or identity that the brokers refuse, in words; else empty.
  std::string fatal;       ///< Why the client can't go on; else empty.
  std::string last_error;  ///< What librdkafka complained of last, for whoever looks for a reason.
};

/// What other threads may know about a client. The reading half is safe from any thread; the
/// writing half belongs to the client's owner thread and stays off the path of single records.
class ClientStatus {
 public:
  Health health() const;
  Statistics latest_statistics() const;
  /// By topic and partition; only partitions that are assigned now and whose lag is known.
  std::vector<PartitionLag> lag() const;

  void set_joined(bool joined);
  void set_brokers_up(bool up);
  void set_fatal(std::string_view reason);
  void set_last_error(std::string_view reason);
  void set_statistics(Statistics statistics);
  void set_lag(std::vector<PartitionLag> lag);

  /// Remembers a refusal until `allow` names its subject: librdkafka tells it once and is silent
  /// from then on.
  /// @param subject  a topic's name, `group`, `producer` or `login`.
  /// @return whether that is new.
  bool refuse(const std::string& subject, std::string_view reason);
  void allow(const std::string& subject);
  /// @return whether anything is refused. Owner thread only; takes no lock.
  bool any_refused() const { return any_refused_; }

 private:
  mutable std::mutex mutex_;
  Health health_;
  Statistics statistics_;
  std::vector<PartitionLag> lag_;
  std::map<std::string, std::string> refusals_;
  bool any_refused_ = false;  // written and read by the owner thread alone
};

}  // namespace newswatch::kafka
