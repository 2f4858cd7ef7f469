#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include <functional>
#include <initializer_list>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "metrics/catalogue.h"

namespace newswatch::metrics {

using LabelValues = std::vector<std::string>;

/// What a scrape collects of sampled metrics. Values of the same series come together, since
/// several clients of one process may tell of the same broker or partition.
class Sample {
 public:
  /// @param labels  the values, in the order of the catalogue.
  void add(Metric metric, double value, LabelValues labels = {});
  void take_highest(Metric metric, double value, LabelValues labels = {});
  void take_lowest(Metric metric, double value, LabelValues labels = {});

  /// @return in the order of the catalogue.
  std::vector<prometheus::MetricFamily> families() const;

 private:
  double& series(Metric metric, LabelValues labels, double initial);

  std::map<Metric, std::map<LabelValues, double>> values_;
};

/// What the label values of `newswatch_build_info` are.
struct BuildInfo {
  std::string version;
  std::string librdkafka;
  std::string simdjson;
};

/// All metrics of the process, as the catalogue lists them. The wiring owns one and lends it out;
/// any thread may use it. Ask for a counter once and keep the reference, which stays valid as long
/// as this object: asking takes a lock, counting does not. Hot loops count locally and add once a
/// batch.
///
///     auto& articles = metrics.counter(Metric::Articles, {topic});
///     articles.Increment(batch.size());
class Metrics {
 public:
  /// @param max_rules  rules with counters of their own.
  Metrics(const BuildInfo& build, std::size_t max_rules, const KnownValues& known = {});
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// @param labels  the values, in the order of the catalogue. The metric must be of that type, and
  ///                not sampled.
  prometheus::Counter& counter(Metric metric, const LabelValues& labels = {});
  prometheus::Gauge& gauge(Metric metric, const LabelValues& labels = {});
  prometheus::Histogram& histogram(Metric metric, const LabelValues& labels = {});

  /// Tells which rules are in use: the first `max_rules` get counters of their own, those that are
  /// gone lose theirs, all others count as `other`. Until the first call every rule is `other`.
  void set_rules(const std::vector<RuleId>& rules);
  /// @param metric  a counter whose first label is `rule`.
  /// @param more    the values of its other labels.
  void count_for_rule(Metric metric, const RuleId& rule, std::size_t count,
                      const LabelValues& more = {});

  /// Sets a gauge with the one label `rule`; does nothing for rules without counters of their own.
  void set_for_rule(Metric metric, const RuleId& rule, double value);

  /// Calls `sampler` in each scrape, on the thread that scrapes. What it names must outlive this
  /// object.
  void on_scrape(std::function<void(Sample&)> sampler);

  /// @return all of it in Prometheus's text format 0.0.4, `process_*` read anew from /proc.
  std::string text() const;

 private:
  using Counters = prometheus::Family<prometheus::Counter>;

  void register_metric(const Description& description);
  void preset(const Description& description, const KnownValues& known);
  /// @return the rule's own label value or `other`. Needs `mutex_`.
  const std::string& label_of(const RuleId& rule) const;
  /// @param rule  as from `label_of`. Needs `mutex_`.
  prometheus::Counter& rule_counter(Metric metric, const std::string& rule,
                                    const LabelValues& more);

  prometheus::Registry registry_;
  std::map<Metric, Counters*> counters_;
  std::map<Metric, prometheus::Family<prometheus::Gauge>*> gauges_;
  std::map<Metric, prometheus::Family<prometheus::Histogram>*> histograms_;
  const std::size_t max_rules_;

  mutable std::mutex mutex_;  // of all below
  std::set<std::string, std::less<>> rules_;
  /// By rule, so that series of rules that are gone can be removed.
  std::map<std::string, std::set<std::pair<Metric, prometheus::Counter*>>> counters_of_;
  std::map<std::string, std::set<std::pair<Metric, prometheus::Gauge*>>> gauges_of_;
  std::vector<std::function<void(Sample&)>> samplers_;
};

}  // namespace newswatch::metrics
