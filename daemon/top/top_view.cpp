#include "daemon/top/top_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/utf8.h"
#include "daemon/presentation/alert_text.h"

namespace newswatch::daemon {
namespace {

constexpr std::size_t kMostRows = 10;  // of each table

struct Row {
  std::string name;
  double value = 0;
};

/// Adds a line, cut at so many characters.
class Page {
 public:
  explicit Page(std::size_t columns) : columns_(columns) {}

  void line(std::string_view text) {
    std::size_t end = 0;
    for (std::size_t shown = 0; end < text.size(); ++end)
      if (begins_character(text[end]) && shown++ == columns_) break;
    text_ += text.substr(0, end);
    text_ += '\n';
  }

  std::string take() { return std::move(text_); }

 private:
  std::size_t columns_;
  std::string text_;
};

/// What happened between two samples, a second.
class Rates {
 public:
  Rates(const TopSample& before, const TopSample& now)
      : before_(before.metrics), now_(now.metrics) {
    const std::chrono::duration<double> between = now.taken - before.taken;
    seconds_ = std::max(between.count(), 1e-3);
  }

  double of(std::string_view name) const { return rate(before_.sum(name), now_.sum(name)); }

  /// By the values of a label, the highest first; zeros are left out.
  std::vector<Row> by(std::string_view label, std::string_view name) const {
    const auto old = before_.sums_by(label, name);
    std::vector<Row> rows;
    for (const auto& [value, sum] : now_.sums_by(label, name)) {
      const auto found = old.find(value);
      const double per_second = rate(found == old.end() ? 0 : found->second, sum);
      if (per_second > 0) rows.push_back({readable(value), per_second});
    }
    std::ranges::stable_sort(rows, std::greater(), &Row::value);
    return rows;
  }

 private:
  /// A counter that fell belongs to a new process.
  double rate(double before, double now) const {
    return (now < before ? now : now - before) / seconds_;
  }

  const MetricsPage& before_;
  const MetricsPage& now_;
  double seconds_ = 1;
};

std::string duration_words(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.0f} h", seconds / 3600);
}

/// The checks that do not hold.
std::string what_is_missing(const TopSample& now) {
  std::string missing;
  std::string_view rest = now.readiness;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    if (line.starts_with("[-] "))
      missing += (missing.empty() ? "" : "; ") + readable(line.substr(4));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return missing.empty() ? "not ready" : "not ready: " + missing;
}

void draw_state(std::string_view from, const TopSample& now, const Rates& rates, Page& page) {
  const MetricsPage& metrics = now.metrics;
  const double now_s =
      std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  const double started = metrics.sum("process_start_time_seconds");
  std::string version;
  for (const MetricSample& info : metrics.series("newswatch_build_info"))
    if (const auto found = info.labels.find("version"); found != info.labels.end())
      version = readable(found->second);
  page.line(fmt::format("newswatch {} at {}, up {}", version, from,
                        duration_words(std::max(0.0, now_s - started))));
  page.line(now.ready ? "ready" : what_is_missing(now));
  page.line(fmt::format("{:.1f} articles/s  {:.1f} alerts/s  {:.1f} dead letters/s",
                        rates.of("newswatch_articles_total"),
                        rates.of("newswatch_alerts_published_total"),
                        rates.of("newswatch_dead_letters_total")));
  page.line(fmt::format(
      "lag {:.0f} records, {}  queue {:.0f} messages  {:.0f} rules  {:.0f} % of a "
      "core  {:.0f} MiB",
      metrics.sum("newswatch_kafka_consumer_lag"),
      duration_words(metrics.sum("newswatch_consumer_lag_seconds")),
      metrics.sum("newswatch_kafka_producer_queue_messages"), metrics.sum("newswatch_rules_loaded"),
      100 * rates.of("process_cpu_seconds_total"),
      metrics.sum("process_resident_memory_bytes") / (1 << 20)));
}

void draw_lag(const MetricsPage& metrics, Page& page) {
  std::vector<Row> rows;
  for (const auto& [labels, value] : metrics.series("newswatch_kafka_consumer_lag")) {
    const auto topic = labels.find("topic");
    const auto partition = labels.find("partition");
    if (topic == labels.end() || partition == labels.end()) continue;
    rows.push_back({readable(fmt::format("{}[{}]", topic->second, partition->second)), value});
  }
  std::ranges::stable_sort(rows, std::greater(), &Row::value);
  page.line("");
  page.line(fmt::format("{:<42} {:>12}", fmt::format("PARTITIONS ({})", rows.size()), "LAG"));
  if (rows.empty()) page.line("none assigned");
  for (const auto& [name, lag] : std::span(rows).first(std::min(rows.size(), kMostRows)))
    page.line(fmt::format("{:<42} {:>12.0f}", name, lag));
}

/// Seconds of work a second, as a share of one core.
void draw_shares(std::string_view title, const std::vector<Row>& rows, Page& page) {
  if (rows.empty()) return;
  page.line("");
  page.line(fmt::format("{:<42} {:>12}", title, "OF A CORE"));
  for (const auto& [name, share] : std::span(rows).first(std::min(rows.size(), kMostRows)))
    page.line(fmt::format("{:<42} {:>10.2f} %", name, 100 * share));
}

std::string text_in(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);  // of what is no object: the end
  return found != object.end() && found->is_string() ? readable(found->get<std::string>()) : "";
}

void draw_problems(const TopSample& now, Page& page) {
  const auto problems = nlohmann::json::parse(now.problems, nullptr, /*allow_exceptions=*/false);
  page.line("");
  page.line("LAST WARNINGS AND ERRORS");
  if (!problems.is_array() || problems.empty()) return page.line("none");
  std::size_t left = kMostRows;
  for (auto problem = problems.rbegin(); problem != problems.rend() && left > 0;
       ++problem, --left) {
    const auto times = problem->find("times");
    const bool again = times != problem->end() && times->is_number_unsigned() && *times > 1U;
    page.line(fmt::format("{} {:<5} {}{}", text_in(*problem, "time"), text_in(*problem, "level"),
                          text_in(*problem, "message"),
                          again ? fmt::format(" ({} times)", times->get<std::uint64_t>()) : ""));
  }
}

}  // namespace

std::string draw_top(std::string_view from, const TopSample& before, const TopSample& now,
                     std::size_t columns) {
  const Rates rates(before, now);
  Page page(columns);
  draw_state(from, now, rates, page);
  draw_lag(now.metrics, page);
  draw_shares("DETECTORS", rates.by("detector", "newswatch_detector_seconds_sum"), page);
  draw_shares("STEPS", rates.by("stage", "newswatch_stage_seconds_sum"), page);
  draw_shares("COSTLIEST RULES", rates.by("rule", "newswatch_rule_seconds_total"), page);
  draw_problems(now, page);
  return page.take();
}

}  // namespace newswatch::daemon
