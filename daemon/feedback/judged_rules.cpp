#include "daemon/feedback/judged_rules.h"

#include <fmt/format.h>

#include <utility>

namespace newswatch::daemon {

std::vector<std::string> JudgedRules::update(const std::string& topic,
                                             const kafka::TableReader::Rows& rows) {
  std::vector<std::string> problems;
  std::erase_if(known_, [&](const auto& entry) {
    const bool is_gone = !rows.contains(entry.first);
    if (is_gone) forget(entry.second);
    return is_gone;
  });
  for (const auto& [key, row] : rows) {
    const auto [place, is_new] = known_.try_emplace(key);
    if (!is_new && place->second.offset == row.offset) continue;
    if (!is_new) forget(place->second);
    const auto name = fmt::format("{}[{}]@{}", topic, key.partition, row.offset);
    place->second = read(name, row, problems);
  }
  const std::lock_guard lock(mutex_);
  told_ = tallies_;
  return problems;
}

void JudgedRules::forget(const Known& known) {
  if (!known.judged) return;
  const auto tally = tallies_.find(known.judged->rule);
  tally->second.remove(known.judged->is_right);
  if (tally->second.count() == 0) tallies_.erase(tally);
}

JudgedRules::Known JudgedRules::read(const std::string& name, const kafka::Row& row,
                                     std::vector<std::string>& problems) {
  Known known{.offset = row.offset, .judged = {}};
  auto verdict = parse_verdict(row.value);
  if (!verdict) {
    problems.push_back(fmt::format("{} is no verdict: {}", name, verdict.error().message));
    return known;
  }
  tallies_[verdict->rule].add(verdict->is_right);
  known.judged = Judged{std::move(verdict->rule), verdict->is_right};
  return known;
}

std::map<std::string, Tally> JudgedRules::tallies() const {
  const std::lock_guard lock(mutex_);
  return told_;
}

}  // namespace newswatch::daemon
