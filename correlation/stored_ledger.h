#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "correlation/rule_codec.h"
#include "correlation/state_record.h"

// How a ledger stands in the state topic: a record for each of its entries.

namespace newswatch::correlation {

/// Adds what changed since the last commit. @param rule  empty for what belongs to none.
template <typename Books>
void add_changes(const Books& ledger, StateKind kind, const std::string& rule,
                 std::vector<StateChange>& changes) {
  ledger.for_each_change([&](const std::string& key, const auto* entry) {
    StateChange change{encode(StateKey{kind, rule, key}), std::nullopt};
    if (entry != nullptr) change.value = encode(*entry);
    changes.push_back(std::move(change));
  });
}

/// Puts an entry as it was stored. Errors: that of the entry.
template <typename Books, typename Entry>
Result<void> restore_into(Books& ledger, const std::string& key, Result<Entry> entry) {
  if (!entry) return Unexpected(entry.error());
  ledger.restore(key, *std::move(entry));
  return {};
}

}  // namespace newswatch::correlation
