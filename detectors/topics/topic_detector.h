#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "detectors/detector.h"
#include "detectors/topics/query_index.h"
#include "detectors/topics/topic_rules.h"

namespace newswatch::detectors::topics {

/// Finds the topics whose query an article meets.
class TopicDetector final : public Detector {
 public:
  explicit TopicDetector(std::vector<TopicRule> topics);

  std::unique_ptr<Scratch> make_scratch() const override;
  void detect(const articles::Article& article, const text::Analysis& analysis, Scratch& scratch,
              alerts::Findings& found) const override;
  std::optional<alerts::Explanation> explain(std::string_view id, Scratch& scratch,
                                             const alerts::Findings& found) const override;

 private:
  struct Topic {
    RuleSummary summary;
    bool alert = true;
  };

  std::vector<Topic> topics_;  ///< By number in the index.
  QueryIndex index_;
};

/// Reads the section `topics`.
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory, rules::Problems& problems);

}  // namespace newswatch::detectors::topics
