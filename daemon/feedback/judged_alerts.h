#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/feedback/verdict.h"

namespace newswatch::daemon {

/// What makes an alert known to those who judged it.
struct JudgedAlert {
  std::string id;
  std::string rule;
  std::string article;        ///< Its id; empty for an alert without an article.
  std::string other_id = {};  ///< That other rules give the same alert; may be empty.
};

/// Verdicts, and which of their alerts old and new rules raise. An alert is judged by verdicts on
/// its id, and by those on its rule and article, since an edited rule gives other ids.
class JudgedAlerts {
 public:
  enum class By { OldRules, NewRules };

  /// Verdicts on the alerts of one rule.
  struct Counts {
    Tally before;  ///< On alerts that the old rules raise.
    Tally after;   ///< On those that the new ones do.
    Tally gained;  ///< On those that the new ones do, and the old do not.
    Tally lost;    ///< The other way round.
  };

  void add(const Verdict& verdict);

  /// @return whether there are verdicts on alerts of this rule.
  bool has(const std::string& rule) const { return by_rule_.contains(rule); }
  void note_raised(const JudgedAlert& alert, By rules);

  Tally of(const JudgedAlert& alert) const;
  Counts of_rule(const std::string& rule) const;
  std::size_t count() const { return verdicts_.size(); }
  /// @return how many of them judge an alert that was raised.
  std::size_t count_raised() const;

 private:
  struct Known {
    bool is_right = false;
    bool raised_before = false;
    bool raised_after = false;
  };
  using Numbers = std::vector<std::size_t>;  // of verdicts

  template <typename Function>
  void for_each(const JudgedAlert& alert, const Function& function) const;

  std::vector<Known> verdicts_;
  std::map<std::string, Numbers> by_rule_;
  std::map<std::string, Numbers> by_alert_;  // of the verdicts that name no article
  std::map<std::pair<std::string, std::string>, Numbers> by_article_;  // rule and article
};

/// @param text  one verdict a line; of several by the same about one alert the last counts. Empty
///              lines are passed over.
/// @param name  of the text, in problems.
/// @param problems  gets a line for each that is no verdict.
JudgedAlerts judged_alerts(std::string_view text, const std::string& name,
                           std::vector<std::string>& problems);

}  // namespace newswatch::daemon
