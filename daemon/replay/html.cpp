#include "daemon/replay/html.h"

#include <fmt/format.h>

#include <algorithm>

#include "daemon/presentation/alert_text.h"

namespace newswatch::daemon {
namespace {

constexpr std::size_t kMostBars = 120;

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --line: #d9d5cb; --bar: #0b5394; --faint: #59616b; }
@media (prefers-color-scheme: dark) { :root { --line: #363c45; --bar: #8fc1f2; --faint: #a3abb5; } }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid var(--line); text-align: right;
  vertical-align: top; }
th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; }
figure { margin: 0.5rem 0; }
figcaption { color: var(--faint); font-size: 0.85rem; }
svg { width: 100%; height: 4rem; display: block; }
svg rect { fill: var(--bar); }
td svg { width: 12rem; height: 1.5rem; }
td figcaption { display: none; }
li { margin: 0.4rem 0; }
mark { padding: 0 0.15em; }
)";

}  // namespace

std::string escaped_html(std::string_view text) {
  std::string escaped;
  for (const char c : readable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string html_page(std::string_view title, std::string_view body) {
  const std::string shown = escaped_html(title);
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n{}</body>\n</html>\n",
      shown, kStyle, shown, body);
}

std::string day_plot(const DayCounts& counts, const DaySpan& span, std::string_view what) {
  const auto series = series_of(counts, span, kMostBars);
  const std::uint64_t most = std::max<std::uint64_t>(1, *std::ranges::max_element(series));
  std::string bars;
  for (std::size_t i = 0; i < series.size(); ++i) {
    constexpr double kHeight = 100;
    const double height = kHeight * static_cast<double>(series[i]) / static_cast<double>(most);
    if (series[i] > 0)
      bars += fmt::format(R"(<rect x="{}.1" y="{:.1f}" width="0.8" height="{:.1f}"/>)", i,
                          kHeight - height, height);
  }
  const auto each = (static_cast<std::size_t>(span.days()) + series.size() - 1) / series.size();
  const std::string stretch = each > 1 ? fmt::format("{} days", each) : "day";
  const std::string caption =
      fmt::format("{}, {} to {}, at most {} in one {}", escaped_html(what), format_date(span.first),
                  format_date(span.last), most, stretch);
  return fmt::format(
      R"(<figure><svg viewBox="0 0 {} 100" preserveAspectRatio="none" role="img" aria-label="{}">)"
      "{}</svg><figcaption>{}</figcaption></figure>\n",
      series.size(), caption, bars, caption);
}

std::string html_table(const std::vector<std::string>& heads,
                       const std::vector<std::vector<std::string>>& rows) {
  std::string table = "<table>\n<thead><tr>";
  for (const std::string& head : heads)
    table += fmt::format("<th scope=\"col\">{}</th>", escaped_html(head));
  table += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    table += "<tr>";
    for (const std::string& cell : row) table += fmt::format("<td>{}</td>", cell);
    table += "</tr>\n";
  }
  return table + "</tbody>\n</table>\n";
}

std::string html_link(std::string_view url, std::string_view text) {
  const std::string shown = escaped_html(text);
  if (!is_web_address(url)) return shown;
  return fmt::format(R"(<a href="{}" rel="noreferrer">{}</a>)", escaped_html(url), shown);
}

}  // namespace newswatch::daemon
