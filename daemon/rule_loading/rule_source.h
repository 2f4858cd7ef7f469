#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "detectors/detector_set.h"
#include "rules/rule_files.h"

namespace newswatch::daemon {

/// Where the daemon's rules come from. One thread owns it and alone calls it, `complaint` excepted.
class RuleSource {
 public:
  virtual ~RuleSource() = default;

  /// @return what to call it in messages.
  virtual const std::string& name() const = 0;

  /// Looks, and waits up to `wait` for what has to come first. To be called about once a second.
  /// @return whether the rules should be read: once as soon as all of them can be, and then after
  ///         each change that has settled.
  virtual bool has_news(std::chrono::milliseconds wait) = 0;

  /// Reads all rules. What is there now counts as known.
  /// @return nothing when `problems.errors` is not empty afterwards.
  virtual std::shared_ptr<const detectors::DetectorSet> read(rules::Problems& problems) = 0;

  /// @return why nothing comes from it at present, as a sentence; nothing when all is well. Any
  ///         thread.
  virtual std::optional<std::string> complaint() const { return std::nullopt; }

  /// @return the identity or right that was refused, in words; else empty. Any thread.
  virtual std::string refused() const { return {}; }
};

}  // namespace newswatch::daemon
