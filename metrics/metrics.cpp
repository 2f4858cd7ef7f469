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

Metrics::Metrics(const BuildInfo& build, std::size_t max_rules, const KnownValues& known)
    : max_rules_(max_rules) {
  for (const Description& description : kCatalogue) {
    if (description.sampled) continue;
    register_metric(description);
    preset(description, known);
  }
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
}

/// So far no metric has two labels whose values are known; one that had would need their product.
void Metrics::preset(const Description& description, const KnownValues& known) {
  std::vector<LabelValues> all;
  if (description.labels.empty()) all.emplace_back();
  if (description.labels.size() == 1)
    for (const auto value : values_of(description.labels[0], known))
      all.push_back({std::string(value)});
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
  const auto drop_gone = [&](auto& series_of, const auto& families) {
    std::erase_if(series_of, [&](const auto& rule_and_series) {
      const auto& [rule, all_series] = rule_and_series;
      if (rule == kOther || in_use.contains(rule)) return false;
      for (const auto& [metric, series] : all_series) families.at(metric)->Remove(series);
      return true;
    });
  };
  drop_gone(counters_of_, counters_);
  drop_gone(gauges_of_, gauges_);
  rules_ = std::move(in_use);
  for (const std::string& rule : rules_) rule_counter(Metric::Detections, rule, {});
}

const std::string& Metrics::label_of(const RuleId& rule) const {
  const auto found = rules_.find(rule.value);
  return found == rules_.end() ? kOther : *found;
}

prometheus::Counter& Metrics::rule_counter(Metric metric, const std::string& rule,
                                           const LabelValues& more) {
  LabelValues labels{rule};
  labels.insert(labels.end(), more.begin(), more.end());
  auto& series = counter(metric, labels);
  counters_of_[rule].emplace(metric, &series);
  return series;
}

void Metrics::count_for_rule(Metric metric, const RuleId& rule, std::size_t count,
                             const LabelValues& more) {
  const std::lock_guard lock(mutex_);
  rule_counter(metric, label_of(rule), more).Increment(static_cast<double>(count));
}

void Metrics::set_for_rule(Metric metric, const RuleId& rule, double value) {
  const std::lock_guard lock(mutex_);
  if (!rules_.contains(rule.value)) return;
  auto& series = gauge(metric, {rule.value});
  gauges_of_[rule.value].emplace(metric, &series);
  series.Set(value);
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
