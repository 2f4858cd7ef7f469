#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"
#include "detectors/detector.h"
#include "detectors/detector_options.h"
#include "rules/rule_files.h"
#include "rules/surge_rule.h"
#include "text/analyser.h"

namespace newswatch::detectors {

/// All detectors, made from one load of the rules. Immutable; shared by all threads, and kept alive
/// by whoever still has an article in hand when the rules change.
class DetectorSet {
 public:
  struct Part {
    std::string_view section;          ///< See `DetectorKind`.
    std::optional<std::size_t> rules;  ///< Nothing for a detector without a section.
    std::unique_ptr<Detector> detector;
  };
  /// What one thread needs to use the set.
  using Scratches = std::vector<std::unique_ptr<Scratch>>;

  /// Loads the rules at `path`, a file or a folder.
  /// @return nothing when `problems.errors` is not empty afterwards.
  static std::shared_ptr<const DetectorSet> load(const std::string& path, rules::Problems& problems,
                                                 const DetectorOptions& options = {});
  /// The same for texts; ids are unique over all of them.
  static std::shared_ptr<const DetectorSet> read(std::span<const rules::RuleText> texts,
                                                 rules::Problems& problems,
                                                 const DetectorOptions& options = {});
  /// The same for one text, named `file` in messages.
  static std::shared_ptr<const DetectorSet> read(std::string_view text, const std::string& file,
                                                 rules::Problems& problems,
                                                 const DetectorOptions& options = {});

  Scratches make_scratches() const;

  /// Called with the section and the duration of each detector's turn.
  using Timer = std::function<void(std::string_view section, std::chrono::nanoseconds)>;

  /// Runs every detector over an article. `found` is emptied first; its detections and near misses
  /// end up in order of rule id.
  /// @param timer  may be empty.
  /// @param costs  see `Detector::detect`.
  void detect(const articles::Article& article, const text::Analysis& analysis,
              const Scratches& scratches, alerts::Findings& found, const Timer& timer,
              std::vector<RuleCost>* costs = nullptr) const;

  /// @param scratches  as `detect` left them with this article.
  /// @param found      what it found.
  /// @return why that article meets the rule `id` or does not; nothing when there is no such rule.
  std::optional<alerts::Explanation> explain(std::string_view id, const Scratches& scratches,
                                             const alerts::Findings& found) const;
  /// The same for an article in which nothing was looked for yet.
  std::optional<alerts::Explanation> explain(std::string_view id, const articles::Article& article,
                                             const text::Analysis& analysis) const;

  const std::vector<Part>& parts() const { return parts_; }
  /// Ids of all rules whose alerts an article raises, in order.
  const std::vector<std::string>& rule_ids() const { return rule_ids_; }
  /// What rules ask of their alerts, by id; those that ask for nothing are absent.
  const std::unordered_map<std::string, rules::AlertOptions>& alert_options() const {
    return alert_options_;
  }
  /// Rules that watch what others find; no detector knows of them.
  const std::vector<rules::SurgeRule>& surges() const { return surges_; }

 private:
  static std::shared_ptr<const DetectorSet> create(std::vector<rules::RuleEntry> entries,
                                                   rules::Problems& problems,
                                                   const DetectorOptions& options);

  std::vector<Part> parts_;
  std::vector<std::string> rule_ids_;
  std::unordered_map<std::string, rules::AlertOptions> alert_options_;
  std::vector<rules::SurgeRule> surges_;
};

}  // namespace newswatch::detectors
