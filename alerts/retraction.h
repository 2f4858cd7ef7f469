#pragma once

#include <optional>
#include <string>

#include "alerts/alert.h"
#include "base/strong_id.h"
#include "base/timestamp.h"

namespace newswatch::alerts {

/// That an alert no longer holds, since its article was withdrawn.
struct Retraction {
  std::string alert_id;  ///< Of the alert that no longer holds.
  ArticleId article;
  std::string url;                             ///< May be empty.
  std::string title;                           ///< May be empty.
  std::optional<Timestamp> withdrawn_at = {};  ///< Absent where it is not known.
};

/// @return an alert of kind `retraction`. Its id is made of that of the alert which it retracts.
/// @param rule    that of the alert which it retracts.
/// @param source  the CloudEvents source, `/newswatch/<deployment>`.
Alert make_retraction(const RuleSummary& rule, const Retraction& retraction,
                      const std::string& source);

}  // namespace newswatch::alerts
