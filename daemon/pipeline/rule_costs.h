#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "metrics/metrics.h"

namespace newswatch::daemon {

/// What each rule took of the processors since the start, so that the costliest are known. Any
/// thread.
class RuleCosts {
 public:
  using Seconds = std::chrono::duration<double>;

  /// @param most  rules to tell of.
  explicit RuleCosts(std::size_t most) : most_(most) {}

  /// @param costs  by rule id.
  void add(const std::map<std::string, Seconds>& costs);
  /// Forgets all rules but these. @param ids  in order.
  void keep_only(const std::vector<std::string>& ids);
  /// Tells of the costliest.
  void sample(metrics::Sample& sample) const;

 private:
  const std::size_t most_;
  mutable std::mutex mutex_;  // of all below
  std::map<std::string, Seconds> costs_;
};

}  // namespace newswatch::daemon
