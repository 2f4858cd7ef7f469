#include "daemon/replay/rules_diff.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <tuple>
#include <unordered_map>

#include "base/ascii.h"

namespace newswatch::daemon {
namespace {

using nlohmann::json;

/// What a report counts at most of different words: a wildcard may match any number.
constexpr std::size_t kMostWords = 10'000;

/// An alert, read. Newswatch made it, so all is in its place.
struct Told {
  const alerts::Alert* alert = nullptr;
  json event;

  const json& data() const { return event.at("data"); }
  std::string text(const char* object, const char* member) const {
    const auto found = data().find(object);
    return found == data().end() ? "" : found->value(member, "");
  }
  std::string article() const { return text("article", "id"); }
  std::optional<Timestamp> time() const { return parse_rfc3339(event.value("time", "")); }
};

/// What makes alerts of two rule sets the same one. The id does not: it has the rule's version in
/// it.
using Identity = std::tuple<std::string, alerts::Kind, std::string>;

Identity identity_of(const Told& told) {
  const std::string article = told.article();
  return {told.alert->rule.id.value, told.alert->kind,
          article.empty() ? told.event.value("time", "") : article};
}

std::set<std::string> words_of(const Told& told) {
  std::set<std::string> words;
  for (const json& match : told.data().value("matches", json::array()))
    words.insert(ascii_lower(match.value("text", "")));
  return words;
}

/// @return whether a subscriber would see a difference beyond ids and versions.
bool differ(const Told& before, const Told& after) {
  for (const char* member : {"matches", "quotations", "stance", "score"}) {
    if (before.data().value(member, json()) != after.data().value(member, json())) return true;
  }
  for (const char* member : {"name", "severity", "labels"}) {
    if (before.data()["rule"].value(member, json()) != after.data()["rule"].value(member, json()))
      return true;
  }
  return before.text("story", "role") != after.text("story", "role");
}

JudgedAlert judged_alert(const Told& told, const std::string& other_id = "") {
  return {told.alert->id, told.alert->rule.id.value, told.article(), other_id};
}

DiffExample example_of(const Told& told, std::vector<std::string> words, Tally verdicts) {
  const auto article = told.data().find("article");
  const bool has_title = article != told.data().end() && !article->value("title", "").empty();
  DiffExample example{
      .time = told.time(),
      .title = has_title ? article->value("title", "") : told.data().value("reason", ""),
      .url = told.text("article", "url"),
      .source = {},
      .words = std::move(words),
      .verdicts = verdicts};
  if (article != told.data().end()) {
    const json source = article->value("source", json::object());
    example.source = source.value("domain", source.value("name", ""));
  }
  return example;
}

/// @return `+word` for those only in `after`, `-word` for those only in `before`.
std::vector<std::string> changes(const std::set<std::string>& before,
                                 const std::set<std::string>& after) {
  std::vector<std::string> changes;
  const auto add = [&](const auto& one, const auto& other, char sign) {
    for (const std::string& word : one) {
      if (!other.contains(word)) changes.push_back(sign + word);
    }
  };
  add(after, before, '+');
  add(before, after, '-');
  return changes;
}

/// @return those that are not byte for byte on the other side too: the rest is read.
std::map<Identity, Told> different(const std::vector<alerts::Alert>& alerts,
                                   const std::unordered_map<std::string, std::string>& others) {
  std::map<Identity, Told> told;
  for (const alerts::Alert& alert : alerts) {
    const auto same = others.find(alert.id);
    if (same != others.end() && same->second == alert.json) continue;
    Told one{.alert = &alert, .event = json::parse(alert.json)};
    told.insert_or_assign(identity_of(one), std::move(one));
  }
  return told;
}

std::unordered_map<std::string, std::string> by_id(const std::vector<alerts::Alert>& alerts) {
  std::unordered_map<std::string, std::string> texts;
  for (const alerts::Alert& alert : alerts) texts.emplace(alert.id, alert.json);
  return texts;
}

/// Without reading all of it: in an envelope of ours no value before the time holds a quotation
/// mark that is not escaped.
std::optional<Timestamp> time_of(const alerts::Alert& alert) {
  constexpr std::string_view kName = R"("time":")";
  const auto begin = alert.json.find(kName);
  if (begin == std::string::npos) return std::nullopt;
  const std::string_view rest = std::string_view(alert.json).substr(begin + kName.size());
  return parse_rfc3339(rest.substr(0, rest.find('"')));
}

/// Files what is on one side alone.
void add_alone(const Told& told, const DiffSide& other, const JudgedAlerts& judged,
               DiffGroup& group) {
  const std::set<std::string> words = words_of(told);
  const bool met = other.met.contains({told.alert->rule.id.value, told.article()});
  group.add(example_of(told, {words.begin(), words.end()}, judged.of(judged_alert(told))), met);
}

/// Only alerts of rules that were judged are read for it.
void note_judged(const DiffSide& side, JudgedAlerts::By by, JudgedAlerts& judged) {
  for (const alerts::Alert& alert : side.alerts) {
    if (!judged.has(alert.rule.id.value)) continue;
    judged.note_raised(judged_alert({.alert = &alert, .event = json::parse(alert.json)}), by);
  }
}

/// @return lower-case words of some length, each once.
std::set<std::string> telling_words(const DiffExample& example) {
  std::set<std::string> words(example.words.begin(), example.words.end());
  std::string word;
  for (const char c : example.title + ' ') {
    const bool is_part = (static_cast<unsigned char>(c) & 0x80U) != 0 || ('a' <= c && c <= 'z') ||
                         ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9');
    if (is_part) {
      word += c;
      continue;
    }
    constexpr std::size_t kShort = 3;
    if (word.size() > kShort) words.insert(ascii_lower(word));
    word.clear();
  }
  return words;
}

}  // namespace

void DiffGroup::add(DiffExample example, bool was_kept_back) {
  counts.add(example.time);
  if (was_kept_back) ++kept_back;
  for (const std::string& word : example.words) {
    if (words.size() < kMostWords || words.contains(word)) ++words[word];
  }
  const auto place =
      std::ranges::lower_bound(newest, example.time, std::ranges::greater(), &DiffExample::time);
  if (newest.size() == kMostExamples && place == newest.end()) return;
  newest.insert(place, std::move(example));
  if (newest.size() > kMostExamples) newest.pop_back();
}

std::vector<const DiffExample*> DiffGroup::most_typical(std::size_t most) const {
  std::map<std::string, double> share;
  std::vector<std::set<std::string>> sets;
  for (const DiffExample& example : newest) {
    sets.push_back(telling_words(example));
    for (const std::string& word : sets.back())
      share[word] += 1 / static_cast<double>(newest.size());
  }
  std::vector<std::pair<double, const DiffExample*>> scored;
  for (std::size_t i = 0; i < newest.size(); ++i) {
    double sum = 0;
    for (const std::string& word : sets[i]) sum += share[word];
    const auto size = static_cast<double>(std::max<std::size_t>(1, sets[i].size()));
    scored.emplace_back(sum / size, &newest[i]);
  }
  std::ranges::stable_sort(scored, std::ranges::greater(),
                           [](const auto& one) { return one.first; });
  std::vector<const DiffExample*> typical;
  for (std::size_t i = 0; i < std::min(most, scored.size()); ++i)
    typical.push_back(scored[i].second);
  return typical;
}

void RulesDiff::add(const DiffSide& before, const DiffSide& after) {
  for (const alerts::Alert& alert : before.alerts)
    rules[alert.rule.id.value].before.add(time_of(alert));
  for (const alerts::Alert& alert : after.alerts)
    rules[alert.rule.id.value].after.add(time_of(alert));
  note_judged(before, JudgedAlerts::By::OldRules, judged);
  note_judged(after, JudgedAlerts::By::NewRules, judged);
  const auto olds = different(before.alerts, by_id(after.alerts));
  const auto news = different(after.alerts, by_id(before.alerts));
  for (const auto& [identity, old] : olds) {
    RuleDiff& rule = rules[old.alert->rule.id.value];
    const auto found = news.find(identity);
    if (found == news.end()) {
      add_alone(old, after, judged, rule.lost);
      continue;
    }
    // Verdicts on the id of one are verdicts on the other.
    const JudgedAlert both = judged_alert(old, found->second.alert->id);
    judged.note_raised(both, JudgedAlerts::By::OldRules);
    judged.note_raised(both, JudgedAlerts::By::NewRules);
    if (differ(old, found->second)) {
      auto words = changes(words_of(old), words_of(found->second));
      rule.changed.add(example_of(found->second, std::move(words), judged.of(both)), false);
    }
  }
  for (const auto& [identity, told] : news) {
    if (!olds.contains(identity))
      add_alone(told, before, judged, rules[told.alert->rule.id.value].gained);
  }
}

}  // namespace newswatch::daemon
