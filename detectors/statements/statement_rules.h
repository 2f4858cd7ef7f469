#pragma once

#include <memory>
#include <vector>

#include "detectors/detector.h"
#include "detectors/detector_options.h"
#include "detectors/topics/topic_rules.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::statements {

/// Reads the section `statements`: who is quoted, and on what. Each becomes a query for quotations.
/// What is wrong with one is added to `problems` and leaves it out.
std::vector<topics::TopicRule> read_statements(const std::vector<rules::RuleEntry>& entries,
                                               const rules::RuleDirectory& directory,
                                               rules::Problems& problems);

/// @return a detector for the statements.
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& problems);

}  // namespace newswatch::detectors::statements
