#pragma once

#include <string>
#include <vector>

#include "alerts/findings.h"
#include "detectors/detector_set.h"
#include "rule_tests/test_file.h"
#include "text/analyser.h"

namespace newswatch::rule_tests {

/// One test, run once: what its article raises under a set of rules. Keeps what was found.
class TestRun {
 public:
  /// @param scratches  the caller's, of `set`; afterwards as detectors left them with the article.
  TestRun(TestCase test, const detectors::DetectorSet& set,
          const detectors::DetectorSet::Scratches& scratches);
  // The words borrow the article.
  TestRun(const TestRun&) = delete;
  TestRun& operator=(const TestRun&) = delete;

  const TestCase& test() const { return test_; }
  /// @return what is not as the test says, one sentence each; empty when it passes.
  std::vector<std::string> failures() const;

  const text::Analysis& analysis() const { return *analysis_; }
  const alerts::Findings& findings() const { return found_; }

 private:
  TestCase test_;
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
