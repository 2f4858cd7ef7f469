#include "daemon/rule_loading/offline_rules.h"

#include <ostream>

namespace newswatch::daemon {

std::shared_ptr<const detectors::DetectorSet> load_detectors(
    const std::string& rules, const detectors::DetectorOptions& options, std::ostream& complaints) {
  rules::Problems problems;
  auto detectors = rules.empty() ? detectors::DetectorSet::read("", "", problems, options)
                                 : detectors::DetectorSet::load(rules, problems, options);
  complain(problems, complaints);
  return detectors;
}

void complain(const rules::Problems& problems, std::ostream& complaints) {
  for (const rules::Problem& problem : problems.errors)
    complaints << rules::to_string(problem) << '\n';
  for (const rules::Problem& problem : problems.warnings) {
    complaints << rules::to_string({problem.file, problem.position, "warning: " + problem.message})
               << '\n';
  }
}

}  // namespace newswatch::daemon
