#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/rule_summary.h"
#include "detectors/detector.h"
#include "detectors/detector_options.h"
#include "detectors/officials/roster.h"
#include "detectors/officials/sightings.h"
#include "rules/official.h"
#include "rules/rule_directory.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::officials {

/// Finds mentions of officials, with the office of each on the day of the article.
class OfficialDetector final : public Detector {
 public:
  /// @param summaries  of the rule of each official, in their order.
  /// @param alert      whether each raises alerts of its own.
  OfficialDetector(const std::vector<rules::Official>& officials,
                   const std::vector<rules::Office>& offices, std::vector<RuleSummary> summaries,
                   std::vector<bool> alert);

  std::unique_ptr<Scratch> make_scratch() const override;
  void detect(const articles::Article& article, const text::Analysis& analysis, Scratch& scratch,
              alerts::Findings& found, std::vector<RuleCost>* costs) const override;

  std::optional<alerts::Explanation> explain(std::string_view id, Scratch& scratch,
                                             const alerts::Findings& found) const override;

 private:
  alerts::Mention mention_of(const NameMention& found, std::optional<Date> day) const;

  Roster roster_;
  std::vector<RuleSummary> summaries_;
  std::vector<bool> alert_;
};

/// Reads the sections `officials` and `offices`.
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& problems);

}  // namespace newswatch::detectors::officials
