#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "detectors/detector.h"
#include "detectors/detector_options.h"
#include "detectors/stance/lexicon.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::stance {

/// Finds what countries and organisations do to each other, sentence by sentence, in the title and
/// body of English articles. It has no rules of its own: topics ask for what it finds.
class StanceDetector final : public Detector {
 public:
  /// @param is_wanted  whether anybody asks; else it does nothing.
  explicit StanceDetector(bool is_wanted) : is_wanted_(is_wanted) {}

  std::unique_ptr<Scratch> make_scratch() const override;
  /// Reads the mentions and quotations in `found`.
  void detect(const articles::Article& article, const text::Analysis& analysis, Scratch& scratch,
              alerts::Findings& found, std::vector<RuleCost>* costs) const override;
  std::optional<alerts::Explanation> explain(std::string_view id, Scratch& scratch,
                                             const alerts::Findings& found) const override;

 private:
  bool is_wanted_;
  Lexicon lexicon_;
};

/// Makes the detector; it has no section, so `entries` is empty.
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& problems);

}  // namespace newswatch::detectors::stance
