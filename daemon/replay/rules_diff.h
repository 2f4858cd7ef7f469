#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alerts/alert.h"
#include "daemon/feedback/judged_alerts.h"
#include "daemon/replay/day_counts.h"

namespace newswatch::daemon {

/// An alert, as far as people have to know it to judge a rule.
struct DiffExample {
  std::optional<Timestamp> time;
  std::string title;  ///< Of the article; without one, the alert's reason.
  std::string url;
  std::string source;
  std::vector<std::string> words;  ///< That made the difference.
  Tally verdicts = {};             ///< On the alert.
};

/// Alerts of one rule that are there on one side alone, or differ.
struct DiffGroup {
  DayCounts counts = {};
  /// Of these: the article met the rule on both sides, and one of them kept the alert back, as the
  /// rule asks (`alert_on`, `throttle` and the like).
  std::uint64_t kept_back = 0;
  std::map<std::string, std::uint64_t> words = {};  ///< That made the difference, and how often.
  std::vector<DiffExample> newest = {};             ///< Up to `kMostExamples`, the newest first.

  static constexpr std::size_t kMostExamples = 200;

  void add(DiffExample example, bool was_kept_back);
  /// @return the examples whose titles and words are the most like those of all others here.
  std::vector<const DiffExample*> most_typical(std::size_t most) const;
};

/// What becomes of one rule's alerts.
struct RuleDiff {
  bool in_old = false;  ///< The rule is there.
  bool in_new = false;
  DayCounts before = {};
  DayCounts after = {};
  DiffGroup gained = {};
  DiffGroup lost = {};
  DiffGroup changed = {};

  bool is_any() const {
    return in_old != in_new ||
           gained.counts.total() + lost.counts.total() + changed.counts.total() > 0;
  }
};

/// What one side made of some articles.
struct DiffSide {
  std::vector<alerts::Alert> alerts = {};
  std::set<std::pair<std::string, std::string>> met = {};  ///< Rule and article, told or kept back.
};

/// Old rules against new ones on the same articles.
struct RulesDiff {
  DayCounts articles = {};
  std::uint64_t dead_letters = 0;
  JudgedAlerts judged = {};  ///< Filled before the first `add`, where verdicts are known.
  std::map<std::string, RuleDiff> rules = {};  ///< By id.

  /// Compares what both sides made of the same articles.
  void add(const DiffSide& before, const DiffSide& after);
};

}  // namespace newswatch::daemon
