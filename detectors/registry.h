#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/detector.h"
#include "detectors/detector_options.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::detectors {

/// A kind of detector: the section of rule files that feeds it, and how it is made.
struct DetectorKind {
  std::string_view section;  ///< Also the name of the detector, which may have no section.
  /// @param entries    those of its section, which may be none.
  /// @param directory  what they may refer to in other sections.
  /// @param problems   receives what is wrong with them; the detector is used only if nothing was.
  std::unique_ptr<Detector> (*create)(std::vector<rules::RuleEntry> entries,
                                      const rules::RuleDirectory& directory,
                                      const DetectorOptions& options, rules::Problems& problems);
  bool has_section = true;               ///< Without one it finds what the rules of others ask for.
  std::string_view helper_section = {};  ///< Another section that it reads: entries that raise no
                                         ///< alerts and are no rules of their own. May be empty.
  bool refers_to_topics = false;         ///< Whether its rules name topics.
  bool reads_quotations = false;  ///< Whether its rules need quotations, which else are not sought.
};

/// All kinds, in the order in which they look at an article: later ones read what earlier ones
/// found.
std::span<const DetectorKind> detector_kinds();

/// The section of rules that watch what others find, over time. No detector reads it: stage 2 does.
inline constexpr std::string_view kSurgeSection = "surges";

/// @return the sections that rule files may have, in the same order.
std::vector<std::string> section_names();

/// @return those whose entries are rules, in the same order.
std::vector<std::string_view> rule_sections();

/// @return what the rules may refer to.
rules::RuleDirectory directory_of(const std::vector<rules::RuleEntry>& entries,
                                  const DetectorOptions& options);

}  // namespace newswatch::detectors
