#include "daemon/top/metrics_page.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace newswatch::daemon {
namespace {

/// Takes one line apart, from its beginning on.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : rest_(line) {}

  std::string_view name() {
    const auto end = std::min(rest_.find_first_of("{ \t"), rest_.size());
    return take(end);
  }

  /// @return nothing when they are not closed.
  std::optional<Labels> labels() {
    Labels labels;
    if (!rest_.starts_with('{')) return labels;
    rest_.remove_prefix(1);
    for (;;) {
      skip(" \t,");
      if (rest_.starts_with('}')) break;
      const auto name = take(std::min(rest_.find('='), rest_.size()));
      if (name.empty() || !rest_.starts_with("=\"")) return std::nullopt;
      rest_.remove_prefix(2);
      auto value = quoted();
      if (!value) return std::nullopt;
      labels.insert_or_assign(std::string(name), *std::move(value));
    }
    rest_.remove_prefix(1);
    return labels;
  }

  std::optional<double> value() {
    skip(" \t");
    if (rest_.starts_with('+')) rest_.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    const bool ends = end == rest_.data() + rest_.size() || *end == ' ' || *end == '\t';
    return error == std::errc() && ends ? std::optional(number) : std::nullopt;
  }

 private:
  std::string_view take(std::size_t size) {
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  void skip(std::string_view characters) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
  }

  /// Behind the first mark. @return nothing when the second is missing.
  std::optional<std::string> quoted() {
    std::string text;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return text;
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size())
        text += rest_[++i] == 'n' ? '\n' : rest_[i];
      else
        text += rest_[i];
    }
    return std::nullopt;
  }

  std::string_view rest_;
};

}  // namespace

Result<MetricsPage> MetricsPage::parse(std::string_view text) {
  MetricsPage page;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    LineReader reader(line);
    const auto name = reader.name();
    auto labels = reader.labels();
    const auto value = labels ? reader.value() : std::nullopt;
    if (name.empty() || !value)
      return fail(ErrorCode::Io, fmt::format("no line of metrics: {}", line.substr(0, 80)));
    page.series_[std::string(name)].push_back({*std::move(labels), *value});
  }
  return page;
}

const std::vector<MetricSample>& MetricsPage::series(std::string_view name) const {
  static const std::vector<MetricSample> kNone;
  const auto found = series_.find(name);
  return found == series_.end() ? kNone : found->second;
}

double MetricsPage::sum(std::string_view name, std::string_view label,
                        std::string_view value) const {
  double sum = 0;
  for (const auto& [labels, number] : series(name)) {
    const auto found = labels.find(label);
    if (label.empty() || (found != labels.end() && found->second == value)) sum += number;
  }
  return sum;
}

std::map<std::string, double> MetricsPage::sums_by(std::string_view label,
                                                   std::string_view name) const {
  std::map<std::string, double> sums;
  for (const auto& [labels, number] : series(name)) {
    const auto found = labels.find(label);
    if (found != labels.end()) sums[found->second] += number;
  }
  return sums;
}

}  // namespace newswatch::daemon
