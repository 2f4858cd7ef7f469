#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "daemon/feedback/verdict.h"
#include "kafka/table_reader.h"

namespace newswatch::daemon {

/// The verdicts on each rule's alerts, as a topic's rows have them. `update` belongs to one thread;
/// any may ask.
class JudgedRules {
 public:
  /// Reads the rows that are new or other than at the last call, and forgets those that are gone.
  /// @return in words what is wrong with rows that are none, each once: they count for nothing.
  std::vector<std::string> update(const std::string& topic, const kafka::TableReader::Rows& rows);

  /// @return by rule id; rules without verdicts are not there.
  std::map<std::string, Tally> tallies() const;

 private:
  /// What stands in a row.
  struct Judged {
    std::string rule;
    bool is_right = false;
  };
  struct Known {
    std::int64_t offset = 0;
    std::optional<Judged> judged;  ///< Nothing where the row is no verdict.
  };

  void forget(const Known& known);
  Known read(const std::string& name, const kafka::Row& row, std::vector<std::string>& problems);

  std::map<kafka::RowKey, Known> known_;
  std::map<std::string, Tally> tallies_;  // as `known_` has them
  mutable std::mutex mutex_;              // of what is told, so that nobody waits for an update
  std::map<std::string, Tally> told_;
};

}  // namespace newswatch::daemon
