#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newswatch::daemon {

/// What a subscriber says of an alert: whether it should have been raised.
struct Verdict {
  std::string alert;    ///< Its id.
  std::string rule;     ///< The id of its rule.
  std::string article;  ///< The id of its article; may be empty.
  std::string by;       ///< Who says so; may be empty.
  bool is_right = false;
};

/// @param json  one object, as docs/feedback.md tells; members that it does not tell of are passed
///              over.
/// Errors: `InvalidJson`, `WrongType` (what is missing, or not as expected).
Result<Verdict> parse_verdict(std::string_view json);

/// How many verdicts call alerts right, and how many wrong.
struct Tally {
  std::uint64_t right = 0;
  std::uint64_t wrong = 0;

  std::uint64_t count() const { return right + wrong; }
  /// @return the share of the right ones. There must be some.
  double precision() const { return static_cast<double>(right) / static_cast<double>(count()); }

  void add(bool is_right) { ++(is_right ? right : wrong); }
  void remove(bool is_right) { --(is_right ? right : wrong); }
  bool operator==(const Tally&) const = default;
};

}  // namespace newswatch::daemon
