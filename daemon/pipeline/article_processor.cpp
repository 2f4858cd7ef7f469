#include "daemon/pipeline/article_processor.h"

#include <cassert>

#include "alerts/explanation.h"
#include "base/activity.h"
#include "base/short_timer.h"

namespace newswatch::daemon {
ArticleProcessor::ArticleProcessor(articles::DecoderOptions options)
    : decoder_(std::move(options)) {}

void ArticleProcessor::use(std::shared_ptr<const detectors::DetectorSet> detectors) {
  if (detectors == detectors_) return;
  scratches_ = detectors->make_scratches();
  detectors_ = std::move(detectors);
}

Result<void> ArticleProcessor::process(const Record& record) {
  assert(detectors_);
  findings_.clear();
  times_.detectors.clear();
  times_.rules.clear();
  Activity::note("decode");
  ShortTimer timer;
  auto article = decoder_.decode(record);
  times_.decode = timer.lap();
  if (!article) return Unexpected(article.error());
  article_ = *std::move(article);
  Activity::note("analyse");
  analysis_ = &analyser_.analyse({article_.title, article_.body, article_.byline});
  times_.analyse = timer.lap();
  const bool time_rules = articles_++ % kRulesTimedEvery == 0;
  if (article_.status != articles::Status::Withdrawn) {
    detectors_->detect(
        article_, *analysis_, scratches_, findings_,
        [this](std::string_view section, std::chrono::nanoseconds time) {
          times_.detectors.emplace_back(section, time);
        },
        time_rules ? &times_.rules : nullptr);
  }
  times_.detect = timer.lap();
  return {};
}

std::vector<alerts::Alert> ArticleProcessor::make_alerts(const std::string& source,
                                                         bool explain) const {
  std::vector<alerts::Alert> alerts;
  for (const alerts::Detection& detection : findings_.detections) {
    std::optional<alerts::Explanation> explanation;
    if (explain && detection.kind == alerts::Kind::Topic) {
      explanation = detectors_->explain(detection.rule->id.value, scratches_, findings_);
    }
    alerts.push_back(
        make_alert(article_, findings_, detection, source, explanation ? &*explanation : nullptr));
  }
  return alerts;
}

std::vector<alerts::Alert> ArticleProcessor::make_near_misses(const std::string& source) const {
  std::vector<alerts::Alert> near_misses;
  for (const alerts::NearMiss& near_miss : findings_.near_misses) {
    const auto explanation =
        detectors_->explain(near_miss.detection.rule->id.value, scratches_, findings_);
    near_misses.push_back(make_near_miss(article_, findings_, near_miss, source, *explanation));
  }
  return near_misses;
}

}  // namespace newswatch::daemon
