#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "detectors/detector_set.h"
#include "rules/rule_files.h"

namespace newswatch::daemon {

/// Holds the rules in force. Any thread.
class RuleStore {
 public:
  /// @param path  a rule file, or a folder of them.
  explicit RuleStore(std::string path) : path_(std::move(path)) {}

  /// Loads the rules anew. With errors, those in force stay so.
  rules::Problems load();

  /// @return null before the first load that went well. A pipeline takes it once a batch, so an
  /// article meets one set.
  std::shared_ptr<const detectors::DetectorSet> current() const;

 private:
  std::string path_;
  // Taken once a batch, so a lock costs nothing; libstdc++ 12's atomic<shared_ptr> trips
  // ThreadSanitizer.
  mutable std::mutex mutex_;
  std::shared_ptr<const detectors::DetectorSet> current_;
};

}  // namespace newswatch::daemon
