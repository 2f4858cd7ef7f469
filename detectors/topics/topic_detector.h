#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/rule_summary.h"
#include "detectors/detector.h"
#include "detectors/topics/compiled_query.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::topics {

/// Finds the topics whose query an article meets.
class TopicDetector final : public Detector {
 public:
  struct Topic {
    RuleSummary summary;
    bool alert = true;
    Clause query;
  };

  TopicDetector(std::vector<Topic> topics, Dictionary dictionary,
                std::vector<std::vector<std::uint32_t>> topics_by_term);

  std::unique_ptr<Scratch> make_scratch() const override;
  void detect(const articles::Article& article, const text::Analysis& analysis, Scratch& scratch,
              alerts::Findings& found) const override;

  std::optional<alerts::Explanation> explain(std::string_view id, const articles::Article& article,
                                             const text::Analysis& analysis) const override;

 private:
  std::vector<Topic> topics_;
  Dictionary dictionary_;
  std::vector<std::vector<std::uint32_t>>
      topics_by_term_;  ///< Those that need this word, or another they are under too.
};

/// Reads the section `topics`. The result is a `TopicDetector`.
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries, rules::Problems& problems);

}  // namespace newswatch::detectors::topics
