#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "detectors/detector.h"
#include "detectors/detector_options.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::quotes {

/// Finds who is quoted, and what was said. Has no rules of its own: it reads the mentions of
/// officials, and leaves quotations for others to ask about.
class QuoteDetector final : public Detector {
 public:
  /// @param is_wanted  whether anybody asks for quotations: finding them costs more than topics do.
  explicit QuoteDetector(bool is_wanted) : is_wanted_(is_wanted) {}

  std::unique_ptr<Scratch> make_scratch() const override;
  void detect(const articles::Article& article, const text::Analysis& analysis, Scratch& scratch,
              alerts::Findings& found, std::vector<RuleCost>* costs) const override;
  std::optional<alerts::Explanation> explain(std::string_view id, Scratch& scratch,
                                             const alerts::Findings& found) const override;

 private:
  bool is_wanted_;
};

/// Takes no entries.
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& problems);

}  // namespace newswatch::detectors::quotes
