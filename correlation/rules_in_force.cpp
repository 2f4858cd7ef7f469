#include "correlation/rules_in_force.h"

#include <utility>

namespace newswatch::correlation {

RulesInForce::RulesInForce(std::unordered_map<std::string, rules::AlertOptions> options,
                           std::vector<rules::SurgeRule> surges)
    : options_(std::move(options)), surges_(std::move(surges)) {
  for (std::size_t i = 0; i < surges_.size(); ++i) {
    by_id_[surges_[i].summary.id.value] = i;
    by_watched_[surges_[i].of].push_back(i);
  }
}

const rules::AlertOptions& RulesInForce::options_of(const std::string& rule) const {
  static const rules::AlertOptions kNone;
  const auto found = options_.find(rule);
  return found == options_.end() ? kNone : found->second;
}

std::vector<const rules::SurgeRule*> RulesInForce::surges_of(const std::string& rule) const {
  std::vector<const rules::SurgeRule*> watching;
  if (const auto found = by_watched_.find(rule); found != by_watched_.end())
    for (const std::size_t i : found->second) watching.push_back(&surges_[i]);
  return watching;
}

const rules::SurgeRule* RulesInForce::find_surge(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &surges_[found->second];
}

}  // namespace newswatch::correlation
