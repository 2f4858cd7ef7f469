#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "alerts/alert.h"
#include "alerts/suppressed.h"
#include "base/timestamp.h"

namespace newswatch::alerts {

/// One of the stories behind a surge.
struct SurgeStory {
  std::string id;
  std::uint64_t articles = 1;
  std::uint64_t outlets = 1;
};

/// What a surge alert tells: that more came than is usual at that hour.
struct SurgePart {
  Timestamp from;
  Timestamp to;
  double expected = 0;
  std::uint64_t seen = 0;
  double probability = 1;   ///< Of so many or more, if nothing were unusual.
  std::uint32_t level = 1;  ///< The higher, the more unusual.
  std::vector<SurgeStory> stories = {};
};

/// @return an alert of kind `surge`. Its id is made of rule, rule version, `from` and level, its
///         time is `to`.
/// @param source  the CloudEvents source, `/newswatch/<deployment>`.
Alert make_surge_alert(const RuleSummary& rule, const SurgePart& surge,
                       const Suppressed& suppressed, const std::string& source);

}  // namespace newswatch::alerts
