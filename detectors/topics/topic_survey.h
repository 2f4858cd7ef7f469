#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include "detectors/topics/topic_detector.h"

namespace newswatch::detectors::topics {

/// What a sample of articles tells of topics: how they are looked up, what they cost, how often
/// they raise alerts. One thread.
class TopicSurvey {
 public:
  /// A term that a topic is looked up by.
  struct Term {
    std::string_view text;  ///< Canonical form; owned by the topics.
    double share = 0;       ///< Of the articles that have it, from 0 to 1.
  };
  struct Row {
    const RuleSummary* rule = nullptr;  ///< Owned by the topics.
    std::vector<Term> terms;  ///< The most frequent first; an article without any is passed over.
    std::size_t matches = 0;  ///< Articles that meet the topic.
    bool raises_alerts = true;
    std::chrono::duration<double, std::nano> per_article{0};
  };

  /// @param topics  must outlive this.
  explicit TopicSurvey(const TopicDetector& topics);

  /// Looks at an article of the sample.
  void add(const articles::Article& article, const text::Analysis& analysis,
           const alerts::Findings& found);

  std::size_t articles() const { return articles_; }
  /// @return one row for each topic, the costliest first.
  std::vector<Row> rows() const;

 private:
  Row row_of(std::uint32_t topic) const;

  const TopicDetector& topics_;
  QueryIndex::Session session_;
  std::vector<std::vector<TermId>> terms_by_topic_;
  std::size_t articles_ = 0;
  std::vector<std::size_t> articles_with_;       ///< By term.
  std::vector<std::size_t> matches_;             ///< By topic.
  std::vector<std::chrono::nanoseconds> times_;  ///< By topic.
  std::vector<QueryIndex::QueryCost> costs_;
  std::vector<alerts::Match> words_;
};

}  // namespace newswatch::detectors::topics
