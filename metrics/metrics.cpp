#include "metrics/metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "metrics/process_metrics.h"

namespace newswatch::metrics {
namespace {

const std::string kOther = "other";

prometheus::Labels labels_for(const Description& description, const LabelValues& values) {
  assert(values.size() == description.labels.size());
  prometheus::Labels labels;
  for (std::size_t i = 0; i < std::min(values.size(), description.labels.size()); ++i)
    labels.emplace(description.labels[i].name, values[i]);
  return labels;
}

prometheus::MetricType type_of(const Description& description) {
  return description.type == MetricType::Counter ? prometheus::MetricType::Counter
                                                 : prometheus::MetricType::Gauge;
}

prometheus::ClientMetric client_metric(const Description& description, const LabelValues& values,
                                       double value) {
  prometheus::ClientMetric metric;
  for (const auto& [name, text] : labels_for(description, values))
    metric.label.push_back({name, text});
  if (description.type == MetricType::Counter)
    metric.counter.value = value;
  else
    metric.gauge.value = value;
  return metric;
}

}  // namespace

double& Sample::series(Metric metric, LabelValues labels, double initial) {
  assert(description_of(metric).sampled);
  return values_[metric].try_emplace(std::move(labels), initial).first->second;
}

void Sample::add(Metric metric, double value, LabelValues labels) {
  series(metric, std::move(labels), 0) += value;
}

void Sample::take_highest(Metric metric, double value, LabelValues labels) {
  double& so_far = series(metric, std::move(labels), value);
  so_far = std::max(so_far, value);
}

void Sample::take_lowest(Metric metric, double value, LabelValues labels) {
  double& so_far = series(metric, std::move(labels), value);
  so_far = std::min(so_far, value);
}

std::vector<prometheus::MetricFamily> Sample::families() const {
  std::vector<prometheus::MetricFamily> families;
  for (const auto& [metric, series] : values_) {
    const Description& description = description_of(metric);
    prometheus::MetricFamily family{
        std::string(description.name), std::string(description.help), type_of(description), {}};
    for (const auto& [labels, value] : series)
      family.metric.push_back(client_metric(description, labels, value));
    families.push_back(std::move(family));
  }
  return families;
}

Metrics::Metrics(const BuildInfo& build, std::size_t max_rules) : max_rules_(max_rules) {
  for (const Description& description : kCatalogue)
    if (!description.sampled) register_metric(description);
  gauge(Metric::BuildInfo, {build.version, build.librdkafka, build.simdjson}).Set(1);
  samplers_.emplace_back(sample_process);
}

void Metrics::register_metric(const Description& description) {
  const std::string name(description.name), help(description.help);
  switch (description.type) {
    case MetricType::Counter:
      counters_[description.metric] =
          &prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
      break;
    case MetricType::Gauge:
      gauges_[description.metric] =
          &prometheus::BuildGauge().Name(name).Help(help).Register(registry_);
      break;
    case MetricType::Histogram:
      histograms_[description.metric] =
          &prometheus::BuildHistogram().Name(name).Help(help).Register(registry_);
      break;
  }
  preset(description);
}

/// So far no metric has two labels whose values are known; one that had would need their product.
void Metrics::preset(const Description& description) {
  std::vector<LabelValues> all;
  if (description.labels.empty()) all.emplace_back();
  if (description.labels.size() == 1)
    for (const auto value : description.labels[0].values) all.push_back({std::string(value)});
  for (const LabelValues& values : all) {
    if (description.type == MetricType::Counter) counter(description.metric, values);
    if (description.type == MetricType::Gauge) gauge(description.metric, values);
    if (description.type == MetricType::Histogram) histogram(description.metric, values);
  }
}

prometheus::Counter& Metrics::counter(Metric metric, const LabelValues& labels) {
  return counters_.at(metric)->Add(labels_for(description_of(metric), labels));
}

prometheus::Gauge& Metrics::gauge(Metric metric, const LabelValues& labels) {
  return gauges_.at(metric)->Add(labels_for(description_of(metric), labels));
}

prometheus::Histogram& Metrics::histogram(Metric metric, const LabelValues& labels) {
  const Description& description = description_of(metric);
  return histograms_.at(metric)->Add(labels_for(description, labels),
                                     prometheus::Histogram::BucketBoundaries(
                                         description.buckets.begin(), description.buckets.end()));
}

void Metrics::set_rules(const std::vector<RuleId>& rules) {
  const std::lock_guard lock(mutex_);
  std::set<std::string, std::less<>> in_use;
  for (std::size_t i = 0; i < std::min(rules.size(), max_rules_); ++i)
    in_use.insert(rules[i].value);
  const auto drop_gone = [&](auto& of, Metric metric) {
    std::erase_if(of, [&](const auto& rule_and_series) {
      if (rule_and_series.first == kOther || in_use.contains(rule_and_series.first)) return false;
      for (auto* series : rule_and_series.second) counters_.at(metric)->Remove(series);
      return true;
    });
  };
  drop_gone(detections_of_, Metric::Detections);
  drop_gone(alerts_of_, Metric::Alerts);
  rules_ = std::move(in_use);
  for (const std::string& rule : rules_)
    detections_of_[rule].insert(&counter(Metric::Detections, {rule}));
}

const std::string& Metrics::label_of(const RuleId& rule) const {
  const auto found = rules_.find(rule.value);
  return found == rules_.end() ? kOther : *found;
}

void Metrics::add_detections(const RuleId& rule, std::size_t count) {
  const std::lock_guard lock(mutex_);
  const std::string& label = label_of(rule);
  auto& series = counter(Metric::Detections, {label});
  detections_of_[label].insert(&series);
  series.Increment(static_cast<double>(count));
}

void Metrics::add_alerts(const RuleId& rule, std::string_view kind, std::size_t count) {
  const std::lock_guard lock(mutex_);
  const std::string& label = label_of(rule);
  auto& series = counter(Metric::Alerts, {label, std::string(kind)});
  alerts_of_[label].insert(&series);
  series.Increment(static_cast<double>(count));
}

void Metrics::on_scrape(std::function<void(Sample&)> sampler) {
  const std::lock_guard lock(mutex_);
  samplers_.push_back(std::move(sampler));
}

std::string Metrics::text() const {
  std::vector<std::function<void(Sample&)>> samplers;
  {
    const std::lock_guard lock(mutex_);
    samplers = samplers_;  // called without the lock: they may take locks of their own
  }
  Sample sample;
  for (const auto& sampler : samplers) sampler(sample);
  auto families = registry_.Collect();
  std::ranges::move(sample.families(), std::back_inserter(families));
  return prometheus::TextSerializer().Serialize(families);
}

}  // namespace newswatch::metrics
