#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newswatch::daemon {

/// Which alerts somebody wants to see: those that fit all that is set.
struct AlertFilter {
  std::vector<std::string> rules = {};  ///< Ids: one of them. Empty: all.
  std::vector<std::string> kinds = {};  ///< As in `data.kind`: one of them. Empty: all.
  std::string severity = {};            ///< At least this one of `rules::kSeverities`. Empty: any.
  std::string official = {};            ///< Id of one whom it is about, or quotes. Empty: any.
  std::string text = {};  ///< In title, outlet, snippets or reason; ASCII letters in any case.

  /// @param json  an alert as Newswatch publishes it. Errors: `InvalidJson` for anything else.
  Result<bool> lets_pass(std::string_view json) const;
};

}  // namespace newswatch::daemon
