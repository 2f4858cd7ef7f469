#include "daemon/replay/archive_stats.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>
#include <utility>

#include "daemon/presentation/alert_text.h"
#include "daemon/replay/html.h"

namespace newswatch::daemon {
namespace {

using Counts = std::map<std::string, std::uint64_t>;
using Row = std::pair<std::string, std::uint64_t>;

constexpr std::size_t kMostRows = 20;
constexpr std::size_t kMostBlocks = 60;  // of a sparkline

void add_all(const Counts& more, Counts& counts) {
  for (const auto& [name, count] : more) counts[name] += count;
}

/// @return the highest first, `most` of them, and the sum of the others as one row.
std::vector<Row> highest(const Counts& counts, std::size_t most) {
  std::vector<Row> rows(counts.begin(), counts.end());
  std::ranges::stable_sort(rows, std::ranges::greater(), &Row::second);
  if (rows.size() <= most) return rows;
  Row others{fmt::format("{} others", rows.size() - most), 0};
  for (std::size_t i = most; i < rows.size(); ++i) others.second += rows[i].second;
  rows.resize(most);
  rows.push_back(std::move(others));
  return rows;
}

std::string name_or(const std::string& name, std::string_view otherwise) {
  return name.empty() ? std::string(otherwise) : readable(name);
}

/// One rule, and when it fired.
struct RuleRow {
  std::string id;
  DayCounts counts;
};

/// @return all of them, those that fired most often first.
std::vector<RuleRow> rule_rows(const ArchiveStats& stats, const std::vector<std::string>& ids) {
  std::vector<RuleRow> rows;
  for (const std::string& id : ids) {
    const auto found = stats.rules.find(id);
    rows.push_back({id, found == stats.rules.end() ? DayCounts() : found->second});
  }
  std::ranges::stable_sort(rows, std::ranges::greater(),
                           [](const RuleRow& row) { return row.counts.total(); });
  return rows;
}

std::string headline(const ArchiveStats& stats) {
  const auto span = span_of(stats.articles);
  std::string line = fmt::format("{} articles", stats.articles.total());
  if (span)
    line += fmt::format(" of {} to {}, {:.3g} a day", format_date(span->first),
                        format_date(span->last), rate_of(stats.articles, *span).mean);
  if (stats.articles.undated > 0)
    line += fmt::format("; {} without a date to trust", stats.articles.undated);
  if (stats.dead_letters > 0) line += fmt::format("; {} records are none", stats.dead_letters);
  return line;
}

void write_counts(std::string_view title, const Counts& counts, std::string_view nameless,
                  std::ostream& out) {
  fmt::print(out, "\n{}\n", title);
  for (const auto& [name, count] : highest(counts, kMostRows))
    fmt::print(out, "  {:>10}  {}\n", count, name_or(name, nameless));
}

nlohmann::ordered_json json_of(const DayCounts& counts) {
  nlohmann::ordered_json json{{"articles", counts.total()}, {"undated", counts.undated}};
  auto& days = json["days"] = nlohmann::ordered_json::object();
  for (const auto& [day, count] : counts.days) days[format_date(day)] = count;
  return json;
}

std::string html_counts(std::string_view title, const Counts& counts, std::string_view nameless) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, count] : highest(counts, 2 * kMostRows))
    rows.push_back({escaped_html(name_or(name, nameless)), std::to_string(count)});
  return fmt::format("<h2>{}s</h2>\n{}", title, html_table({std::string(title), "Articles"}, rows));
}

}  // namespace

void ArchiveStats::add(const articles::Article& article, const alerts::Findings& findings) {
  const auto time = article.event_time();
  articles.add(time);
  ++languages[article.lang];
  ++sources[article.source.domain.empty() ? article.source.name : article.source.domain];
  for (const alerts::Detection& detection : findings.detections)
    rules[detection.rule->id.value].add(time);
}

void ArchiveStats::add(const ArchiveStats& more) {
  articles.add(more.articles);
  add_all(more.languages, languages);
  add_all(more.sources, sources);
  for (const auto& [id, counts] : more.rules) rules[id].add(counts);
  dead_letters += more.dead_letters;
}

void write_text(const ArchiveStats& stats, const std::vector<std::string>& rule_ids,
                std::ostream& out) {
  const auto span = span_of(stats.articles);
  fmt::print(out, "{}\n", headline(stats));
  if (span) fmt::print(out, "  {}\n", sparkline(series_of(stats.articles, *span, kMostBlocks)));
  write_counts("Languages", stats.languages, "not told", out);
  write_counts("Sources", stats.sources, "not told", out);
  if (rule_ids.empty()) return;
  fmt::print(out, "\nRules: articles that meet them, and how many a day\n");
  const std::size_t width = std::ranges::max_element(rule_ids, {}, &std::string::size)->size();
  for (const RuleRow& row : rule_rows(stats, rule_ids)) {
    const bool has_fired = span && row.counts.total() > 0;
    fmt::print(out, "  {:>10}  {:>8}  {}", row.counts.total(),
               has_fired ? fmt::format("{:.3g}", rate_of(row.counts, *span).mean) : "", row.id);
    if (has_fired)
      fmt::print(out, "{}  |{}|", std::string(width - row.id.size(), ' '),
                 sparkline(series_of(row.counts, *span, kMostBlocks)));
    fmt::print(out, "\n");
  }
}

void write_json(const ArchiveStats& stats, const std::vector<std::string>& rule_ids,
                std::ostream& out) {
  auto json = json_of(stats.articles);
  json["dead_letters"] = stats.dead_letters;
  json["languages"] = stats.languages;
  json["sources"] = stats.sources;
  auto& rules = json["rules"] = nlohmann::ordered_json::object();
  for (const RuleRow& row : rule_rows(stats, rule_ids)) rules[row.id] = json_of(row.counts);
  // What is no UTF-8 can't come here: articles were decoded.
  out << json.dump() << '\n';
}

void write_html(const ArchiveStats& stats, const std::vector<std::string>& rule_ids,
                std::ostream& out) {
  const auto span = span_of(stats.articles);
  std::string body = fmt::format("<p>{}</p>\n", escaped_html(headline(stats)));
  if (span) body += day_plot(stats.articles, *span, "Articles by day");
  std::vector<std::vector<std::string>> rows;
  for (const RuleRow& row : rule_rows(stats, rule_ids)) {
    const Rate rate = span ? rate_of(row.counts, *span) : Rate();
    rows.push_back({escaped_html(row.id), std::to_string(row.counts.total()),
                    fmt::format("{:.3g}", rate.mean),
                    fmt::format("{:.0f} to {:.0f}", rate.low, rate.high),
                    span ? day_plot(row.counts, *span, row.id) : ""});
  }
  if (!rows.empty())
    body += "<h2>Rules</h2>\n" +
            html_table({"Rule", "Articles", "A day", "Nine days in ten", "When"}, rows);
  body += html_counts("Source", stats.sources, "not told");
  body += html_counts("Language", stats.languages, "not told");
  out << html_page("What the archive holds", body);
}

}  // namespace newswatch::daemon
