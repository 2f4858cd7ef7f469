#include "daemon/replay/diff_report.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <ostream>

#include "daemon/presentation/alert_text.h"
#include "daemon/replay/html.h"

namespace newswatch::daemon {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kMostWords = 12;
constexpr std::size_t kMostExamples = 3;
constexpr std::size_t kMostBlocks = 60;

/// A group of alerts, and what it is called.
struct NamedGroup {
  std::string_view name;
  const DiffGroup& group;
  Tally judged;  ///< Of gained and lost ones.
};
std::array<NamedGroup, 3> groups_of(const RuleDiff& rule, const JudgedAlerts::Counts& counts) {
  return {{{"gained", rule.gained, counts.gained},
           {"lost", rule.lost, counts.lost},
           {"changed", rule.changed, {}}}};
}

using RuleEntry = std::pair<const std::string, RuleDiff>;

std::vector<const RuleEntry*> rules_that_differ(const RulesDiff& diff) {
  std::vector<const RuleEntry*> rules;
  for (const RuleEntry& rule : diff.rules) {
    if (rule.second.is_any()) rules.push_back(&rule);
  }
  std::ranges::stable_sort(rules, std::ranges::greater(), [](const RuleEntry* rule) {
    return rule->second.gained.counts.total() + rule->second.lost.counts.total() +
           rule->second.changed.counts.total();
  });
  return rules;
}

/// @return words with their counts, the most frequent first.
std::vector<std::pair<std::string, std::uint64_t>> most_frequent(const DiffGroup& group) {
  std::vector<std::pair<std::string, std::uint64_t>> words(group.words.begin(), group.words.end());
  std::ranges::stable_sort(words, std::ranges::greater(),
                           [](const auto& word) { return word.second; });
  if (words.size() > kMostWords) words.resize(kMostWords);
  return words;
}

std::vector<const DiffExample*> newest(const DiffGroup& group) {
  std::vector<const DiffExample*> examples;
  for (const DiffExample& example : group.newest) {
    if (examples.size() == kMostExamples) break;
    examples.push_back(&example);
  }
  return examples;
}

std::string_view standing(const RuleDiff& rule) {
  if (rule.in_old && rule.in_new) return "";
  return rule.in_new ? "a new rule" : "no rule any more";
}

std::string forecast(const DayCounts& counts, const std::optional<DaySpan>& span) {
  if (!span) return fmt::format("{} alerts", counts.total());
  const Rate rate = rate_of(counts, *span);
  return fmt::format("{:.3g} a day ({:.0f} to {:.0f})", rate.mean, rate.low, rate.high);
}

std::string why(const NamedGroup& named) {
  if (named.group.kept_back == 0) return "";
  return fmt::format(", {} of them for articles that the {} rule keeps back", named.group.kept_back,
                     named.name == "gained" ? "old" : "new");
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ", ";
    text += readable(word);
  }
  return text;
}

std::string day_of(const DiffExample& example) {
  return example.time ? format_date(std::chrono::floor<std::chrono::days>(*example.time))
                      : std::string("no date");
}

/// @return " (12 judged right, 3 wrong)", or nothing where none was judged.
std::string judgement(const Tally& tally) {
  if (tally.count() == 0) return "";
  return fmt::format(" ({} judged right, {} wrong)", tally.right, tally.wrong);
}

std::string precision(const Tally& tally) {
  if (tally.count() == 0) return "no verdicts";
  return fmt::format("precision {:.2f} ({} right, {} wrong)", tally.precision(), tally.right,
                     tally.wrong);
}

/// What subscribers said of the rule's alerts. @return nothing where they said nothing.
std::string verdicts(const JudgedAlerts::Counts& counts) {
  if (counts.before.count() + counts.after.count() == 0) return "";
  return fmt::format("{} before, {} now", precision(counts.before), precision(counts.after));
}

/// Of one alert, as in "wrong", or "right 2, wrong 1" where several have judged it.
std::string verdict(const Tally& tally) {
  if (tally.count() == 0) return "";
  if (tally.count() == 1) return tally.right > 0 ? "right" : "wrong";
  return fmt::format("right {}, wrong {}", tally.right, tally.wrong);
}

std::string headline(const RulesDiff& diff) {
  const auto span = span_of(diff.articles);
  std::uint64_t gained = 0, lost = 0, changed = 0;
  for (const auto& [id, rule] : diff.rules) {
    gained += rule.gained.counts.total();
    lost += rule.lost.counts.total();
    changed += rule.changed.counts.total();
  }
  std::string line = fmt::format("{} articles", diff.articles.total());
  if (span) line += fmt::format(" of {} to {}", format_date(span->first), format_date(span->last));
  if (diff.dead_letters > 0) line += fmt::format(", {} records that are none", diff.dead_letters);
  line += fmt::format(": {} alerts gained, {} lost, {} changed", gained, lost, changed);
  if (diff.judged.count() == 0) return line;
  return line + fmt::format("; {} of {} verdicts are on alerts of these articles",
                            diff.judged.count_raised(), diff.judged.count());
}

std::string footline(const RulesDiff& diff) {
  const auto same = std::ranges::count_if(
      diff.rules, [](const RuleEntry& rule) { return !rule.second.is_any(); });
  return fmt::format("{} rules raise the same alerts as before", same);
}

void write_examples(std::string_view title, const std::vector<const DiffExample*>& examples,
                    std::ostream& out) {
  for (const DiffExample* example : examples) {
    fmt::print(out, "      {}: {}  {}{}", title, day_of(*example),
               example->source.empty() ? "" : readable(example->source) + "  ",
               shortened(readable(example->title), 120));
    if (!example->words.empty()) fmt::print(out, "  [{}]", joined(example->words));
    if (const auto judged = verdict(example->verdicts); !judged.empty())
      fmt::print(out, "  judged {}", judged);
    fmt::print(out, "\n");
  }
}

void write_group(const NamedGroup& named, const std::optional<DaySpan>& span, std::ostream& out) {
  const DiffGroup& group = named.group;
  if (group.counts.total() == 0) return;
  fmt::print(out, "    {} {}{}{}", group.counts.total(), named.name, why(named),
             judgement(named.judged));
  if (span) fmt::print(out, "  |{}|", sparkline(series_of(group.counts, *span, kMostBlocks)));
  fmt::print(out, "\n");
  std::string words;
  for (const auto& [word, count] : most_frequent(group))
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", readable(word), count);
  if (!words.empty()) fmt::print(out, "      by: {}\n", words);
  write_examples("newest", newest(group), out);
  write_examples("typical", group.most_typical(kMostExamples), out);
}

ordered_json json_of(const Tally& tally) {
  ordered_json json{{"right", tally.right}, {"wrong", tally.wrong}};
  json["precision"] = tally.count() == 0 ? ordered_json() : ordered_json(tally.precision());
  return json;
}

ordered_json json_of(const JudgedAlerts::Counts& counts) {
  return {{"before", json_of(counts.before)},
          {"after", json_of(counts.after)},
          {"gained", json_of(counts.gained)},
          {"lost", json_of(counts.lost)}};
}

ordered_json json_of(const DiffExample& example) {
  ordered_json json{
      {"time", example.time ? ordered_json(format_rfc3339(*example.time)) : ordered_json()},
      {"title", example.title},
      {"url", example.url},
      {"source", example.source},
      {"words", example.words}};
  if (example.verdicts.count() > 0)
    json["verdicts"] = {{"right", example.verdicts.right}, {"wrong", example.verdicts.wrong}};
  return json;
}

ordered_json json_of(const std::vector<const DiffExample*>& examples) {
  auto json = ordered_json::array();
  for (const DiffExample* example : examples) json.push_back(json_of(*example));
  return json;
}

ordered_json json_of(const DayCounts& counts, const std::optional<DaySpan>& span) {
  ordered_json json{{"alerts", counts.total()}};
  auto& days = json["days"] = ordered_json::object();
  for (const auto& [day, count] : counts.days) days[format_date(day)] = count;
  if (!span) return json;
  const Rate rate = rate_of(counts, *span);
  json["a_day"] = {{"mean", rate.mean}, {"low", rate.low}, {"high", rate.high}};
  return json;
}

ordered_json json_of(const DiffGroup& group, const std::optional<DaySpan>& span) {
  auto json = json_of(group.counts, span);
  json["kept_back"] = group.kept_back;
  json["words"] = group.words;
  json["newest"] = json_of(newest(group));
  json["typical"] = json_of(group.most_typical(kMostExamples));
  return json;
}

std::string html_examples(std::string_view title, const std::vector<const DiffExample*>& examples) {
  std::string list;
  for (const DiffExample* example : examples) {
    std::string words;
    for (const std::string& word : example->words)
      words += fmt::format(" <mark>{}</mark>", escaped_html(word));
    if (const auto judged = verdict(example->verdicts); !judged.empty())
      words += fmt::format(" <em>judged {}</em>", judged);
    list += fmt::format("<li>{} {} {}{}</li>\n", day_of(*example), escaped_html(example->source),
                        html_link(example->url, example->title), words);
  }
  return fmt::format("<h4>{}</h4>\n<ul>\n{}</ul>\n", title, list);
}

std::string html_group(const NamedGroup& named, const std::optional<DaySpan>& span) {
  const DiffGroup& group = named.group;
  if (group.counts.total() == 0) return "";
  std::string html = fmt::format("<h3>{} {}{}{}</h3>\n", group.counts.total(), named.name,
                                 why(named), judgement(named.judged));
  if (span) html += day_plot(group.counts, *span, fmt::format("Alerts {} by day", named.name));
  std::vector<std::vector<std::string>> rows;
  for (const auto& [word, count] : most_frequent(group))
    rows.push_back({escaped_html(word), std::to_string(count)});
  if (!rows.empty()) html += html_table({"Word", "Alerts"}, rows);
  return html + html_examples("Newest", newest(group)) +
         html_examples("Most typical", group.most_typical(kMostExamples));
}

}  // namespace

void write_text(const RulesDiff& diff, std::ostream& out) {
  const auto span = span_of(diff.articles);
  fmt::print(out, "{}\n", headline(diff));
  for (const RuleEntry* entry : rules_that_differ(diff)) {
    const auto& [id, rule] = *entry;
    const std::string_view is = standing(rule);
    fmt::print(out, "\n{}{}{}\n  alerts: {} before, {} now\n", id, is.empty() ? "" : ": ", is,
               forecast(rule.before, span), forecast(rule.after, span));
    const auto counts = diff.judged.of_rule(id);
    if (const auto told = verdicts(counts); !told.empty())
      fmt::print(out, "  verdicts: {}\n", told);
    for (const NamedGroup& named : groups_of(rule, counts)) write_group(named, span, out);
  }
  fmt::print(out, "\n{}\n", footline(diff));
}

void write_json(const RulesDiff& diff, std::ostream& out) {
  const auto span = span_of(diff.articles);
  ordered_json json{{"articles", diff.articles.total()}, {"dead_letters", diff.dead_letters}};
  if (diff.judged.count() > 0)
    json["verdicts"] = {{"all", diff.judged.count()}, {"raised", diff.judged.count_raised()}};
  if (span) json["from"] = format_date(span->first);
  if (span) json["to"] = format_date(span->last);
  auto& rules = json["rules"] = ordered_json::object();
  for (const RuleEntry* entry : rules_that_differ(diff)) {
    const auto& [id, rule] = *entry;
    auto& told = rules[id] = {{"in_old", rule.in_old},
                              {"in_new", rule.in_new},
                              {"before", json_of(rule.before, span)},
                              {"after", json_of(rule.after, span)}};
    const auto counts = diff.judged.of_rule(id);
    if (diff.judged.has(id)) told["verdicts"] = json_of(counts);
    for (const NamedGroup& named : groups_of(rule, counts))
      told[std::string(named.name)] = json_of(named.group, span);
  }
  out << json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

void write_html(const RulesDiff& diff, std::ostream& out) {
  const auto span = span_of(diff.articles);
  std::string body = fmt::format("<p>{}</p>\n", escaped_html(headline(diff)));
  for (const RuleEntry* entry : rules_that_differ(diff)) {
    const auto& [id, rule] = *entry;
    const std::string_view is = standing(rule);
    body += fmt::format("<h2>{}{}{}</h2>\n<p>Alerts: {} before, {} now.</p>\n", escaped_html(id),
                        is.empty() ? "" : ": ", is, forecast(rule.before, span),
                        forecast(rule.after, span));
    const auto counts = diff.judged.of_rule(id);
    if (const auto told = verdicts(counts); !told.empty())
      body += fmt::format("<p>Verdicts: {}.</p>\n", told);
    if (span) body += day_plot(rule.before, *span, "Before") + day_plot(rule.after, *span, "Now");
    for (const NamedGroup& named : groups_of(rule, counts)) body += html_group(named, span);
  }
  body += fmt::format("<p>{}.</p>\n", footline(diff));
  out << html_page("What the new rules change", body);
}

}  // namespace newswatch::daemon
