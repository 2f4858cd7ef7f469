#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/rule_loading/rule_source.h"
#include "detectors/detector_set.h"
#include "rules/rule_files.h"

namespace newswatch::daemon {

/// @return the ids of all rules, those of surges at the end.
std::vector<std::string> ids_with_surges(const detectors::DetectorSet& rules);

/// Holds the rules in force. Any thread.
class RuleStore {
 public:
  /// Reads the rules anew. With errors, those in force stay so; else those from before are kept
  /// until `free_retired` finds them unused.
  rules::Problems load(RuleSource& source);

  /// Frees the rules that were replaced and that no pipeline has in hand any more. To be called now
  /// and then by a thread that has time: freeing a hundred thousand rules takes some.
  void free_retired();

  /// @return null before the first load that went well. A pipeline takes it once a batch, so an
  /// article meets one set.
  std::shared_ptr<const detectors::DetectorSet> current() const;

 private:
  std::vector<std::shared_ptr<const detectors::DetectorSet>> take_unused();

  // Taken once a batch, so a lock costs nothing; libstdc++ 12's atomic<shared_ptr> trips
  // ThreadSanitizer.
  mutable std::mutex mutex_;
  std::shared_ptr<const detectors::DetectorSet> current_;
  std::vector<std::shared_ptr<const detectors::DetectorSet>> retired_;
};

}  // namespace newswatch::daemon
