#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "correlation/surges/surge_entry.h"

namespace newswatch::correlation {

/// What is kept for surges, by the id of the rule. One thread.
///
/// An entry lives as long as its rule: one without news still knows since when it has been watched.
class SurgeBook {
 public:
  /// @return null when there is none; else valid until the key is changed.
  const SurgeEntry* find(std::string_view key) const;
  void put(std::string key, SurgeEntry entry);
  void erase(std::string_view key);

  /// @return the keys of entries with windows open, in order: those that `SurgeJudge` has to look
  ///         at when the volume was told.
  std::vector<std::string> with_open_windows() const;

 private:
  std::map<std::string, SurgeEntry, std::less<>> entries_;
};

}  // namespace newswatch::correlation
