#include "alerts/alert.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "alerts/article_json.h"
#include "alerts/event_json.h"
#include "alerts/explanation.h"
#include "alerts/snippets.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

using articles::Article;
using Json = nlohmann::ordered_json;

Json matches_json(const Article& article, const std::vector<Match>& matches) {
  Json list = Json::array();
  for (const Match& match : matches) {
    Json json = place_json(article, match.place);
    json["clause"] = match.clause;
    list.push_back(std::move(json));
  }
  return list;
}

Json snippets_json(const Article& article, const std::vector<Match>& matches) {
  Json list = Json::array();
  for (const Place& place : snippets(article, matches)) list.push_back(place_json(article, place));
  return list;
}

/// One entry a person, in the order of first mention; how it was resolved is told of the surest
/// mention.
Json officials_json(const Article& article, const Findings& findings,
                    const std::vector<std::size_t>& indexes) {
  Json list = Json::array();
  std::vector<RuleId> people;
  for (const std::size_t index : indexes) {
    const Mention& mention = findings.mentions[index];
    auto person = std::ranges::find(people, mention.official);
    const auto place = static_cast<std::size_t>(person - people.begin());
    if (person == people.end()) {
      people.push_back(mention.official);
      list.push_back(official_json(mention));
      list.back()["mentions"] = Json::array();
    }
    Json& entry = list[place];
    if (mention.confidence > entry["confidence"].get<double>()) {
      entry["resolved_by"] = mention.resolved_by;
      entry["confidence"] = mention.confidence;
    }
    entry["mentions"].push_back(place_json(article, mention.place));
  }
  return list;
}

/// The words of a match list, each form once, at most five.
std::string quoted_words(const Article& article, const std::vector<Match>& matches) {
  constexpr std::size_t kMost = 5;
  std::vector<std::string> words;
  bool more = false;
  for (const Match& match : matches) {
    const std::string& text = text_of(article, match.place.field);
    auto word = fmt::format("\"{}\"", match.place.span.of(text));
    if (std::ranges::find(words, word) != words.end()) continue;
    if (words.size() == kMost) {
      more = true;
      break;
    }
    words.push_back(std::move(word));
  }
  return fmt::format("{}{}", fmt::join(words, ", "), more ? " and others" : "");
}

/// "Jane Doe is", "Jane Doe and John Roe are"
std::string speakers(const Findings& findings, const Detection& detection) {
  std::vector<std::string_view> names;
  for (const std::size_t index : detection.quotation_indexes) {
    const auto& speaker = findings.quotations[index].speaker;
    const std::string_view name = speaker ? speaker->name : "Somebody";
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  if (names.empty()) return "Somebody is";
  if (names.size() == 1) return fmt::format("{} is", names.front());
  const std::string_view last = names.back();
  names.pop_back();
  return fmt::format("{} and {} are", fmt::join(names, ", "), last);
}

std::string reason(const Article& article, const Findings& findings, const Detection& detection) {
  if (detection.kind == Kind::Statement) {
    return fmt::format("{} quoted, as the statement {} asks.", speakers(findings, detection),
                       detection.rule->name);
  }
  if (detection.kind == Kind::Topic) {
    return fmt::format("The article has {}, as the topic {} asks.",
                       quoted_words(article, detection.matches), detection.rule->name);
  }
  const Mention& mention = findings.mentions[detection.mention_indexes.front()];
  const std::string office = !mention.role.empty() ? fmt::format(", {},", mention.role)
                             : !mention.former_role.empty()
                                 ? fmt::format(", former {},", mention.former_role)
                                 : "";
  const std::size_t times = detection.mention_indexes.size();
  return fmt::format("{}{} is mentioned {}.", mention.name, office,
                     times == 1 ? "once" : fmt::format("{} times", times));
}

std::string reason(const Article& article, const NearMiss& near_miss) {
  const Detection& detection = near_miss.detection;
  const std::string words = quoted_words(article, detection.matches);
  if (detection.score) {
    return fmt::format(
        "The article has {}, but comes to {} of the {} points that the topic {} asks.", words,
        detection.score->points, detection.score->threshold, detection.rule->name);
  }
  return fmt::format("The article has {}, as the topic {} asks, but does not meet {}.", words,
                     detection.rule->name, near_miss.missed);
}

/// @return all but `reason`.
Json data_json(const Article& article, const Findings& findings, const Detection& detection,
               const Explanation* explanation) {
  Json data;
  data["kind"] = name_of(detection.kind);
  data["rule"] = rule_json(*detection.rule);
  data["article"] = article_json(article);
  data["matches"] = matches_json(article, detection.matches);
  data["snippets"] = snippets_json(article, detection.matches);
  if (!detection.mention_indexes.empty()) {
    data["officials"] = officials_json(article, findings, detection.mention_indexes);
  }
  if (!detection.quotation_indexes.empty()) {
    data["quotations"] = Json::array();
    for (const std::size_t index : detection.quotation_indexes) {
      data["quotations"].push_back(quotation_json(article, findings.quotations[index]));
    }
  }
  if (!detection.stance_indexes.empty()) {
    data["stance"] = Json::array();
    for (const std::size_t index : detection.stance_indexes) {
      data["stance"].push_back(stance_json(article, findings.stances[index]));
    }
  }
  if (detection.score) {
    data["score"] = detection.score->points;
    data["threshold"] = detection.score->threshold;
  }
  if (explanation != nullptr) data["explanation"] = explanation_json(article, *explanation);
  return data;
}

}  // namespace

Alert make_alert(const Article& article, const Findings& findings, const Detection& detection,
                 const std::string& source, const Explanation* explanation) {
  const RuleSummary& rule = *detection.rule;
  Alert alert{.id = digest({rule.id.value, rule.version, article.id.value, article.version}),
              .kind = detection.kind,
              .rule = rule,
              .json = {}};
  Json data = data_json(article, findings, detection, explanation);
  data["reason"] = reason(article, findings, detection);
  alert.json = event_json(alert, source, article.event_time(), std::move(data));
  return alert;
}

Alert make_near_miss(const Article& article, const Findings& findings, const NearMiss& near_miss,
                     const std::string& source, const Explanation& explanation) {
  const RuleSummary& rule = *near_miss.detection.rule;
  Alert alert{
      .id = digest({rule.id.value, rule.version, article.id.value, article.version, "near miss"}),
      .kind = near_miss.detection.kind,
      .near_miss = true,
      .rule = rule,
      .json = {}};
  Json data = data_json(article, findings, near_miss.detection, &explanation);
  data["missed"] = near_miss.missed;
  data["reason"] = reason(article, near_miss);
  alert.json = event_json(alert, source, article.event_time(), std::move(data));
  return alert;
}

}  // namespace newswatch::alerts
