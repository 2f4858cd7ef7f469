#include "daemon/pipeline/batch_metrics.h"

#include <string>

namespace newswatch::daemon {
namespace {

using metrics::Metric;
using metrics::Metrics;

std::string_view name_of(articles::DateDoubt doubt) {
  switch (doubt) {
    case articles::DateDoubt::Missing:
      return "missing";
    case articles::DateDoubt::Unreadable:
      return "unreadable";
    case articles::DateDoubt::TooOld:
      return "too_old";
    case articles::DateDoubt::InTheFuture:
      return "in_the_future";
    case articles::DateDoubt::None:
      break;
  }
  return "none";
}

void add(Metrics& metrics, Metric metric, const metrics::LabelValues& labels, std::uint64_t count) {
  if (count > 0) metrics.counter(metric, labels).Increment(static_cast<double>(count));
}

void observe(Metrics& metrics, Metric metric, std::string_view label,
             const std::vector<BatchReport::Seconds>& times) {
  if (times.empty()) return;
  auto& histogram = metrics.histogram(metric, {std::string(label)});
  for (const BatchReport::Seconds time : times) histogram.Observe(time.count());
}

void add_records(const BatchReport& report, Metrics& metrics) {
  for (const auto& [topic, count] : report.articles) add(metrics, Metric::Articles, {topic}, count);
  for (const auto& [source, count] : report.sources)
    add(metrics, Metric::ArticlesBySource, {source}, count);
  add(metrics, Metric::ArticleBytes, {}, report.article_bytes);
  for (const auto& [code, count] : report.failed) {
    add(metrics, Metric::ArticlesFailed, {std::string(newswatch::name_of(code))}, count);
  }
  add(metrics, Metric::RecordsSkipped, {"tombstone"}, report.tombstones);
  add(metrics, Metric::RecordsSkipped, {"empty"}, report.empty_payloads);
  add(metrics, Metric::RecordsSkipped, {"corrupt"}, report.corrupt);
  for (const auto& [doubt, count] : report.date_doubts) {
    add(metrics, Metric::ArticleDatesIgnored, {std::string(name_of(doubt))}, count);
  }
  if (report.last_received) {
    const BatchReport::Seconds since_1970 = report.last_received->time_since_epoch();
    metrics.gauge(Metric::LastArticleTimestamp).Set(since_1970.count());
  }
}

void add_alerts(const BatchReport& report, Metrics& metrics) {
  for (const auto& [id, count] : report.detections) {
    const RuleId rule(id);
    metrics.count_for_rule(Metric::Detections, rule, count);
    if (!report.published_at) continue;
    const BatchReport::Seconds since_1970 = report.published_at->time_since_epoch();
    metrics.set_for_rule(Metric::RuleLastMatch, rule, since_1970.count());
  }
  for (const auto& [rule_and_kind, count] : report.alerts) {
    const auto& [rule, kind] = rule_and_kind;
    metrics.count_for_rule(Metric::Alerts, RuleId(rule), count,
                           {std::string(alerts::name_of(kind))});
  }
  for (const auto& [rule_and_reason, count] : report.suppressed) {
    const auto& [rule, reason] = rule_and_reason;
    metrics.count_for_rule(Metric::AlertsSuppressed, RuleId(rule), count,
                           {std::string(alerts::name_of(reason))});
  }
  for (const auto& [rule_and_role, count] : report.story_articles) {
    const auto& [rule, role] = rule_and_role;
    metrics.count_for_rule(Metric::StoryArticles, RuleId(rule), count,
                           {std::string(alerts::name_of(role))});
  }
  for (const auto& [official, count] : report.quotations)
    metrics.count_for_rule(Metric::Quotations, RuleId(official), count);
  add(metrics, Metric::DetectionsRepeated, {}, report.repeated_detections);
  for (const auto& [rule, count] : report.near_misses) {
    metrics.count_for_rule(Metric::NearMisses, RuleId(rule), count);
  }
  add(metrics, Metric::AlertsPublished, {}, report.published.alerts);
  add(metrics, Metric::AnnotationsPublished, {}, report.published.annotations);
  add(metrics, Metric::AnnotationsTooLarge, {}, report.published.annotations_too_large);
  add(metrics, Metric::TransactionsAborted, {}, report.aborted);
  for (const auto& [code, count] : report.published.dead_letters) {
    add(metrics, Metric::DeadLetters, {std::string(newswatch::name_of(code))}, count);
  }
  for (const auto& [reason, count] : report.published.errors) {
    add(metrics, Metric::PublishErrors, {std::string(publishers::name_of(reason))}, count);
  }
}

}  // namespace

void add_to_metrics(const BatchReport& report, Metrics& metrics) {
  add_records(report, metrics);
  add_alerts(report, metrics);
  for (const auto& [stage, times] : report.stages)
    observe(metrics, Metric::StageSeconds, stage, times);
  for (const auto& [section, times] : report.detectors)
    observe(metrics, Metric::DetectorSeconds, section, times);
  observe(metrics, Metric::ArticleToAlertSeconds, "published", report.since_published);
  observe(metrics, Metric::ArticleToAlertSeconds, "received", report.since_received);
}

}  // namespace newswatch::daemon
