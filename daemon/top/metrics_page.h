#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newswatch::daemon {

using Labels = std::map<std::string, std::string, std::less<>>;

struct MetricSample {
  Labels labels;
  double value = 0;
};

/// What a scrape of a process showed, to be asked by name.
class MetricsPage {
 public:
  /// @param text  Prometheus's text format, version 0.0.4. Timestamps are passed over.
  /// Errors: `Io` with the line that is none of the format.
  /// Source: prometheus.io, Exposition formats.
  static Result<MetricsPage> parse(std::string_view text);

  /// @return the series of a name; empty where there is none.
  const std::vector<MetricSample>& series(std::string_view name) const;
  /// @return the sum over the series of a name that carry a label with this value.
  double sum(std::string_view name, std::string_view label = {}, std::string_view value = {}) const;
  /// @return the sums by the values of one label.
  std::map<std::string, double> sums_by(std::string_view label, std::string_view name) const;

 private:
  std::map<std::string, std::vector<MetricSample>, std::less<>> series_;
};

}  // namespace newswatch::daemon
