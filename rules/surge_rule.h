#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule_summary.h"
#include "rules/alert_options.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::rules {

/// A rule that watches how much another one finds. Stage 1 sends it what that one finds, stage 2
/// counts and judges.
struct SurgeRule {
  RuleSummary summary;
  bool alert = true;
  AlertOptions options;
  std::string of;                        ///< The id of a topic, official or statement.
  std::chrono::hours window{1};          ///< What is counted together; a day is a multiple of it.
  std::chrono::hours baseline{28 * 24};  ///< The past that says what is usual: 7 to 28 days.
  std::chrono::milliseconds cool_down = std::chrono::hours(6);
  std::uint32_t least_outlets = 3;  ///< That must have written on their own in a window.
  std::uint32_t least_level = 1;    ///< 1 to 3: lower ones raise no alert.
};

/// Reads the section `surges`. What is wrong with one is added to `problems` and leaves it out.
/// @param entries    all rules of the load.
/// @param sections   those whose rules can be watched; surges can't.
/// @param directory  theirs.
std::vector<SurgeRule> read_surges(const std::vector<RuleEntry>& entries,
                                   std::span<const std::string_view> sections,
                                   const RuleDirectory& directory, Problems& problems);

}  // namespace newswatch::rules
