#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "detectors/detector.h"
#include "detectors/detector_options.h"
#include "detectors/topics/query_index.h"
#include "detectors/topics/topic_rules.h"

namespace newswatch::detectors::topics {

/// Finds the topics whose query an article meets, and the stances that they ask for.
class TopicDetector final : public Detector {
 public:
  TopicDetector(std::vector<TopicRule> topics, const DetectorOptions& options = {});

  std::unique_ptr<Scratch> make_scratch() const override;
  void detect(const articles::Article& article, const text::Analysis& analysis, Scratch& scratch,
              alerts::Findings& found, std::vector<RuleCost>* costs) const override;
  std::optional<alerts::Explanation> explain(std::string_view id, Scratch& scratch,
                                             const alerts::Findings& found) const override;

  /// For those who look into its index: queries have the numbers of their topics.
  const QueryIndex& index() const { return index_; }
  const RuleSummary& rule(std::uint32_t number) const { return topics_[number].summary; }
  bool raises_alerts(std::uint32_t number) const { return topics_[number].alert; }

 private:
  struct Topic {
    RuleSummary summary;
    bool alert = true;
    alerts::Kind kind = alerts::Kind::Topic;
    std::optional<StanceCondition> stance = {};
  };

  void add_near_misses(QueryIndex::Session& session, alerts::Findings& found) const;

  std::vector<Topic> topics_;  ///< By number in the index.
  std::vector<std::uint32_t> numbers_by_id_;
  QueryIndex index_;
};

/// Reads the section `topics`.
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& problems);

}  // namespace newswatch::detectors::topics
