#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule_summary.h"
#include "correlation/copies/copy_book.h"
#include "correlation/ledger.h"
#include "correlation/state_record.h"
#include "correlation/stories/story_book.h"
#include "correlation/throttling/throttle_book.h"

namespace newswatch::correlation {

/// The rule as its last detection told it, for alerts that come without one.
class SummaryBook {
 public:
  const RuleSummary* find(std::string_view key) const;
  void put(std::string key, RuleSummary rule);
  void erase(std::string_view key);

 private:
  std::optional<RuleSummary> rule_;
};

/// All that is known of one rule.
struct RuleState {
  Ledger<CopyBook, CopyEntry> copies;
  Ledger<StoryBook, StoryEntry> stories;
  Ledger<ThrottleBook, ThrottleEntry> throttle;
  Ledger<SummaryBook, RuleSummary> summary;

  const ThrottleEntry& throttle_entry() const;
  void put(ThrottleEntry entry);
  const RuleSummary* rule() const { return summary.find(""); }
  /// Nothing changes where it is known already.
  void put(const RuleSummary& rule);

  /// Adds what changed since the last commit.
  void add_changes(const std::string& rule, std::vector<StateChange>& changes) const;
  void commit();
  /// @param copy_changed  told of each article that came or went in `copies`.
  void undo(const std::function<void(const std::string& article, bool present)>& copy_changed);
  /// Puts what `add_changes` told of. Errors: `WrongType`.
  Result<void> restore(const StateKey& key, std::string_view value);
  void forget(const StateKey& key);
};

}  // namespace newswatch::correlation
