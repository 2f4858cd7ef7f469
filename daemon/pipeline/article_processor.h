#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alerts/alert.h"
#include "alerts/findings.h"
#include "articles/article_decoder.h"
#include "base/record.h"
#include "detectors/detector_set.h"
#include "text/analyser.h"

namespace newswatch::daemon {

/// How long one article took, step by step.
struct ArticleTimes {
  std::chrono::nanoseconds decode{0};
  std::chrono::nanoseconds analyse{0};
  std::chrono::nanoseconds detect{0};
  std::vector<std::pair<std::string_view, std::chrono::nanoseconds>> detectors;  ///< By section.
  std::vector<detectors::RuleCost> rules;  ///< Of one article in `kRulesTimedEvery`.
};

/// One thread's way from a record to what is found in it: decode, analyse, detect. Keeps its memory
/// from article to article.
class ArticleProcessor {
 public:
  /// The times of single rules are taken of one article in so many: taking them takes time, too.
  static constexpr std::size_t kRulesTimedEvery = 64;

  explicit ArticleProcessor(articles::DecoderOptions options);

  /// Takes these rules from the next article on. Until this was called once, nothing may be
  /// processed.
  void use(std::shared_ptr<const detectors::DetectorSet> detectors);

  /// @param record  neither a tombstone nor empty. Errors: as `ArticleDecoder::decode`.
  /// In a withdrawn article nothing is looked for: what it says, its publisher no longer does.
  Result<void> process(const Record& record);

  /// Of the last article that was processed; valid until the next.
  const articles::Article& article() const { return article_; }
  const text::Analysis& analysis() const { return *analysis_; }
  const alerts::Findings& findings() const { return findings_; }
  const ArticleTimes& times() const { return times_; }

  /// @param source   the CloudEvents source.
  /// @param explain  whether alerts of topics tell how each clause turned out.
  /// @return an alert for each detection, in order of rule id.
  std::vector<alerts::Alert> make_alerts(const std::string& source, bool explain) const;
  /// @return the same for each near miss, each with its explanation.
  std::vector<alerts::Alert> make_near_misses(const std::string& source) const;

 private:
  articles::ArticleDecoder decoder_;
  text::Analyser analyser_;
  std::shared_ptr<const detectors::DetectorSet> detectors_;
  detectors::DetectorSet::Scratches scratches_;

  articles::Article article_;
  const text::Analysis* analysis_ = nullptr;
  alerts::Findings findings_;
  ArticleTimes times_;
  std::size_t articles_ = 0;
};

}  // namespace newswatch::daemon
