#pragma once

#include <string>
#include <vector>

#include "alerts/findings.h"
#include "detectors/detector_set.h"
#include "rule_tests/test_file.h"
#include "text/analyser.h"

namespace newswatch::rule_tests {

/// What an article raises under a set of rules. One serves one thread, and keeps the article at
/// hand until the next.
class TestRun {
 public:
  explicit TestRun(const detectors::DetectorSet& set)
      : set_(set), scratches_(set.make_scratches()) {}

  /// @return what is not as the test says, one sentence each; empty when it passes.
  std::vector<std::string> failures(const TestCase& test);

  // Of the last test.
  const text::Analysis& analysis() const { return *analysis_; }
  const alerts::Findings& findings() const { return found_; }
  const detectors::DetectorSet::Scratches& scratches() const { return scratches_; }

 private:
  const detectors::DetectorSet& set_;
  detectors::DetectorSet::Scratches scratches_;
  text::Analyser analyser_;
  const text::Analysis* analysis_ = nullptr;
  alerts::Findings found_;
};

/// @return what is wrong with the alert of one rule, one sentence each.
/// @param detection  null when the rule raised none.
std::vector<std::string> failures_of(const TestCase& test, const RuleId& rule,
                                     const alerts::Detection* detection,
                                     const std::vector<alerts::Mention>& mentions);

/// Reports the rules that tests name and that raise no alerts or do not exist.
void check_rules(const TestFile& file, const std::vector<std::string>& ids,
                 rules::Problems& problems);

}  // namespace newswatch::rule_tests
