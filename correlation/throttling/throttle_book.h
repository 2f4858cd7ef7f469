#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.h"
#include "correlation/throttling/throttle_entry.h"

namespace newswatch::correlation {

/// What one rule remembers of its alerts, under the empty key.
///
/// `put` and `erase` alone change it. An empty book owns no memory beyond itself. One thread uses
/// it.
class ThrottleBook {
 public:
  static constexpr std::string_view kKey = "";

  /// @return valid until the key is put or erased.
  const ThrottleEntry* find(std::string_view key) const;
  /// Replaces what the key had.
  void put(std::string key, ThrottleEntry entry);
  void erase(std::string_view key);

  /// @return the keys of entries that saw nothing since `before`, and of which no alert still has
  ///         to tell. With `before` as long ago as a rule file can look back, 31 days, nothing is
  ///         lost with them.
  std::vector<std::string> expired(Timestamp before) const;

 private:
  std::map<std::string, ThrottleEntry, std::less<>> entries_;
};

}  // namespace newswatch::correlation
