#include "daemon/rule_store.h"

#include <algorithm>

namespace newswatch::daemon {

rules::Problems RuleStore::load(RuleSource& source) {
  rules::Problems problems;
  auto loaded = source.read(problems);
  if (loaded) {
    const std::lock_guard lock(mutex_);
    current_.swap(loaded);
    if (loaded) retired_.push_back(std::move(loaded));
  }
  return problems;
}

void RuleStore::free_retired() {
  std::vector<std::shared_ptr<const detectors::DetectorSet>> unused;  // freed outside the lock
  const std::lock_guard lock(mutex_);
  // Nobody can take a retired set again, so one that only we hold stays so.
  const auto is_used = [](const auto& set) { return set.use_count() > 1; };
  const auto from = std::stable_partition(retired_.begin(), retired_.end(), is_used);
  std::move(from, retired_.end(), std::back_inserter(unused));
  retired_.erase(from, retired_.end());
}

std::shared_ptr<const detectors::DetectorSet> RuleStore::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

}  // namespace newswatch::daemon
