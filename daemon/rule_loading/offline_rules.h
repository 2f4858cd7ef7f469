#pragma once

#include <iosfwd>
#include <memory>
#include <string>

#include "detectors/detector_set.h"
#include "rules/rule_files.h"

namespace newswatch::daemon {

/// Loads the rules at a path, and tells every problem. @param rules  empty: none.
/// @return null when there was an error.
std::shared_ptr<const detectors::DetectorSet> load_detectors(
    const std::string& rules, const detectors::DetectorOptions& options, std::ostream& complaints);

/// Writes problems one a line, errors first, warnings marked as such.
void complain(const rules::Problems& problems, std::ostream& complaints);

}  // namespace newswatch::daemon
