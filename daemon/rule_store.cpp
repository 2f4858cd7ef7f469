#include "daemon/rule_store.h"

namespace newswatch::daemon {

rules::Problems RuleStore::load() {
  rules::Problems problems;
  auto loaded = detectors::DetectorSet::load(path_, problems);
  if (loaded) {
    const std::lock_guard lock(mutex_);
    current_.swap(loaded);
  }
  return problems;  // the old set, if nobody uses it any more, goes here, outside the lock
}

std::shared_ptr<const detectors::DetectorSet> RuleStore::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

}  // namespace newswatch::daemon
