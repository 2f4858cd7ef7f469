#include "daemon/pipeline/article_stage.h"

#include <utility>

#include "base/activity.h"

namespace newswatch::daemon {

using articles::Article;

ArticleStage::ArticleStage(ArticleStageOptions options, const RuleStore& rules,
                           publishers::Sink& sink, std::unique_ptr<DetectionOutlet> outlet)
    : options_(std::move(options)),
      rules_(rules),
      sink_(sink),
      outlet_(std::move(outlet)),
      processor_(options_.decoder) {}

Result<void> ArticleStage::prepare(std::chrono::milliseconds wait) {
  return outlet_ == nullptr ? Result<void>() : outlet_->prepare(wait);
}

Result<void> ArticleStage::follow(const consumers::AssignmentNews& /*news*/,
                                  const std::function<void()>& /*keep_alive*/,
                                  const std::stop_token& /*stop*/) {
  return {};
}

void ArticleStage::begin_batch() { processor_.use(rules_.current()); }

Result<void> ArticleStage::handle(const Record& record, BatchReport& report) {
  if (const auto processed = processor_.process(record); !processed) {
    ++report.failed[processed.error().code];
    return sink_.dead_letter(record, processed.error());
  }
  report_article(record, report);
  Activity::note("alerts");
  return publish(record, report);
}

Result<void> ArticleStage::end_batch(BatchReport& report) {
  return outlet_ == nullptr ? Result<void>() : outlet_->end_batch(report);
}

void ArticleStage::committed() {
  if (outlet_ != nullptr) outlet_->committed();
}

void ArticleStage::undone() {
  if (outlet_ != nullptr) outlet_->undone();
}

void ArticleStage::report_article(const Record& record, BatchReport& report) const {
  const Article& article = processor_.article();
  ++report.articles[record.origin.topic];
  ++report.sources[options_.sources.name_of(article.source)];
  for (const alerts::Quotation& quotation : processor_.findings().quotations) {
    if (quotation.speaker && !quotation.speaker->official.empty())
      ++report.quotations[std::string(quotation.speaker->official)];
  }
  report.article_bytes += record.payload.size();
  if (article.date_doubt != articles::DateDoubt::None) ++report.date_doubts[article.date_doubt];

  const ArticleTimes& times = processor_.times();
  report.stages["decode"].push_back(times.decode);
  report.stages["analyse"].push_back(times.analyse);
  report.stages["detect"].push_back(times.detect);
  for (const auto& [section, time] : times.detectors) report.detectors[section].push_back(time);
  for (const auto& [rule, time] : times.rules)
    report.rules[rule->id.value] += time * ArticleProcessor::kRulesTimedEvery;
}

Result<void> ArticleStage::publish(const Record& record, BatchReport& report) {
  auto alerts = processor_.make_alerts(options_.alert_source, options_.explain_alerts);
  std::optional<correlation::DetectionMessage> detection;
  for (alerts::Alert& alert : alerts) {
    ++report.detections[alert.rule.id.value];
    if (outlet_ != nullptr) {
      if (!detection) detection = detection_of_article();
      detection->alert = std::move(alert);
      if (auto put = outlet_->put(*detection, record, report); !put) return put;
    } else if (auto published = publish_at_once(alert, record, report); !published) {
      return published;
    }
  }
  for (const alerts::Alert& near_miss : processor_.make_near_misses(options_.alert_source)) {
    ++report.near_misses[near_miss.rule.id.value];
    if (auto published = sink_.publish(near_miss, record); !published) return published;
  }
  if (options_.annotate) {
    const auto annotation = alerts::make_annotation(processor_.article(), processor_.findings());
    if (auto published = sink_.publish(annotation, record); !published) return published;
  }
  return outlet_ == nullptr ? Result<void>() : tell_of_article(record, report);
}

Result<void> ArticleStage::publish_at_once(const alerts::Alert& alert, const Record& record,
                                           BatchReport& report) {
  const Article& article = processor_.article();
  ++report.alerts[{alert.rule.id.value, alert.kind}];
  const bool dated = article.date_doubt == articles::DateDoubt::None;
  report.alerted.emplace_back(dated ? article.published_at : std::nullopt, article.received_at);
  return sink_.publish(alert, record);
}

/// @return what is the same for all rules that the article meets.
correlation::DetectionMessage ArticleStage::detection_of_article() {
  const Article& article = processor_.article();
  const bool dated = article.date_doubt == articles::DateDoubt::None;
  return {.alert = {},
          .article = article.id,
          .version = article.version,
          .url = article.url,
          .title = article.title,
          .outlet = article.source.domain.empty() ? article.source.name : article.source.domain,
          .published = dated ? article.published_at : std::nullopt,
          .received = article.received_at,
          .print = print_maker_.make(processor_.analysis(), article.url),
          .terms = term_reader_.read(processor_.analysis(), article.lang)};
}

/// What correlation has to know of an article whatever it meets.
Result<void> ArticleStage::tell_of_article(const Record& record, BatchReport& report) {
  const Article& article = processor_.article();
  if (auto counted = outlet_->count(article.event_time(), report); !counted) return counted;
  if (article.status == articles::Status::Usable) return {};
  correlation::ArticleNotice notice{.article = article.id,
                                    .url = article.url,
                                    .title = article.title,
                                    .time = article.event_time(),
                                    .met = {}};
  for (const alerts::Detection& detection : processor_.findings().detections)
    notice.met.push_back(detection.rule->id);
  return outlet_->put(notice, record, report);
}

}  // namespace newswatch::daemon
