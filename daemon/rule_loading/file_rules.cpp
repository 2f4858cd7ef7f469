#include "daemon/rule_loading/file_rules.h"

namespace newswatch::daemon {

bool FileRules::has_news(std::chrono::milliseconds /*wait*/) {
  if (!was_read_) return true;
  const auto now = std::chrono::steady_clock::now();
  if (interval_.count() == 0 || now - last_look_ < interval_) return false;
  last_look_ = now;
  return watch_.has_settled_change();
}

std::shared_ptr<const detectors::DetectorSet> FileRules::read(rules::Problems& problems) {
  was_read_ = true;
  watch_.mark_known();
  return detectors::DetectorSet::load(path_, problems, options_);
}

}  // namespace newswatch::daemon
