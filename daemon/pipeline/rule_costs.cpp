#include "daemon/pipeline/rule_costs.h"

#include <algorithm>
#include <iterator>

namespace newswatch::daemon {

void RuleCosts::add(const std::map<std::string, Seconds>& costs) {
  const std::lock_guard lock(mutex_);
  for (const auto& [rule, cost] : costs) costs_[rule] += cost;
}

void RuleCosts::keep_only(const std::vector<std::string>& ids) {
  const std::lock_guard lock(mutex_);
  std::erase_if(costs_, [&](const auto& rule_and_cost) {
    return !std::ranges::binary_search(ids, rule_and_cost.first);
  });
}

void RuleCosts::sample(metrics::Sample& sample) const {
  const std::lock_guard lock(mutex_);
  std::vector<const std::pair<const std::string, Seconds>*> costliest;
  costliest.reserve(costs_.size());
  for (const auto& rule_and_cost : costs_) costliest.push_back(&rule_and_cost);
  const auto count = std::min(most_, costliest.size());
  const auto end = costliest.begin() + static_cast<std::ptrdiff_t>(count);
  std::ranges::partial_sort(costliest, end, std::greater{},
                            [](const auto* one) { return one->second; });
  costliest.erase(end, costliest.end());
  for (const auto* one : costliest) {
    sample.add(metrics::Metric::RuleSeconds, one->second.count(), {one->first});
  }
}

}  // namespace newswatch::daemon
