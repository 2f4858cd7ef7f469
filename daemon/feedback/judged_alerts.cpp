#include "daemon/feedback/judged_alerts.h"

#include <fmt/format.h>

#include <algorithm>

namespace newswatch::daemon {

void JudgedAlerts::add(const Verdict& verdict) {
  const std::size_t number = verdicts_.size();
  verdicts_.push_back({.is_right = verdict.is_right});
  by_rule_[verdict.rule].push_back(number);
  Numbers& same = verdict.article.empty() ? by_alert_[verdict.alert]
                                          : by_article_[{verdict.rule, verdict.article}];
  same.push_back(number);
}

template <typename Function>
void JudgedAlerts::for_each(const JudgedAlert& alert, const Function& function) const {
  const auto visit = [&](const auto& index, const auto& key) {
    const auto found = index.find(key);
    if (found != index.end()) std::ranges::for_each(found->second, function);
  };
  visit(by_alert_, alert.id);
  if (alert.other_id != alert.id) visit(by_alert_, alert.other_id);
  visit(by_article_, std::pair(alert.rule, alert.article));
}

void JudgedAlerts::note_raised(const JudgedAlert& alert, By rules) {
  for_each(alert, [&](std::size_t number) {
    Known& verdict = verdicts_[number];
    (rules == By::OldRules ? verdict.raised_before : verdict.raised_after) = true;
  });
}

Tally JudgedAlerts::of(const JudgedAlert& alert) const {
  Tally tally;
  for_each(alert, [&](std::size_t number) { tally.add(verdicts_[number].is_right); });
  return tally;
}

JudgedAlerts::Counts JudgedAlerts::of_rule(const std::string& rule) const {
  Counts counts;
  const auto found = by_rule_.find(rule);
  if (found == by_rule_.end()) return counts;
  for (const std::size_t number : found->second) {
    const auto& [is_right, before, after] = verdicts_[number];
    if (before) counts.before.add(is_right);
    if (after) counts.after.add(is_right);
    if (before != after) (after ? counts.gained : counts.lost).add(is_right);
  }
  return counts;
}

std::size_t JudgedAlerts::count_raised() const {
  return static_cast<std::size_t>(std::ranges::count_if(verdicts_, [](const Known& verdict) {
    return verdict.raised_before || verdict.raised_after;
  }));
}

JudgedAlerts judged_alerts(std::string_view text, const std::string& name,
                           std::vector<std::string>& problems) {
  std::map<std::pair<std::string, std::string>, Verdict> latest;  // by alert, and who says so
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto verdict = parse_verdict(line);
    if (verdict)
      latest.insert_or_assign({verdict->alert, verdict->by}, *verdict);
    else
      problems.push_back(
          fmt::format("{}:{}: this is no verdict: {}", name, number, verdict.error().message));
  }
  JudgedAlerts judged;
  for (const auto& [alert_and_by, verdict] : latest) judged.add(verdict);
  return judged;
}

}  // namespace newswatch::daemon
