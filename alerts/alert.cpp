#include "alerts/alert.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>

#include "alerts/event_json.h"
#include "alerts/explanation.h"
#include "alerts/json_fields.h"
#include "alerts/json_text.h"
#include "alerts/snippets.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

using articles::Article;

/// One person with all mentions; how the name was resolved is told of the surest.
struct MentionedOfficial {
  Mention shown;  ///< The first.
  std::vector<Place> places;
};

/// @return one entry a person, in the order of first mention.
std::vector<MentionedOfficial> mentioned_officials(const Findings& findings,
                                                   const std::vector<std::size_t>& indexes) {
  std::vector<MentionedOfficial> people;
  for (const std::size_t index : indexes) {
    const Mention& mention = findings.mentions[index];
    auto person = std::ranges::find(people, mention.official,
                                    [](const auto& one) { return one.shown.official; });
    if (person == people.end()) person = people.insert(person, {.shown = mention, .places = {}});
    if (mention.confidence > person->shown.confidence) {
      person->shown.resolved_by = mention.resolved_by;
      person->shown.confidence = mention.confidence;
    }
    person->places.push_back(mention.place);
  }
  return people;
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

std::string reason_of_official(const Findings& findings, const Detection& detection) {
  const Mention& mention = findings.mentions[detection.mention_indexes.front()];
  const std::string office = !mention.role.empty() ? fmt::format(", {},", mention.role)
                             : !mention.former_role.empty()
                                 ? fmt::format(", former {},", mention.former_role)
                                 : "";
  const std::size_t times = detection.mention_indexes.size();
  return fmt::format("{}{} is mentioned {}.", mention.name, office,
                     times == 1 ? "once" : fmt::format("{} times", times));
}

std::string reason(const Article& article, const Findings& findings, const Detection& detection) {
  switch (detection.kind) {
    case Kind::Topic:
      return fmt::format("The article has {}, as the topic {} asks.",
                         quoted_words(article, detection.matches), detection.rule->name);
    case Kind::Official:
      return reason_of_official(findings, detection);
    case Kind::Statement:
      return fmt::format("{} quoted, as the statement {} asks.", speakers(findings, detection),
                         detection.rule->name);
    case Kind::Surge:
    case Kind::Digest:
    case Kind::Retraction:
      break;
  }
  assert(false && "no detector finds these");
  return "";
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

/// Writes all but `reason`.
void put_detection(JsonText& json, const Article& article, const Findings& findings,
                   const Detection& detection, const Explanation* explanation) {
  const auto put_place_of = [&](const Place& place) { put_place(json, article, place); };
  json.object("article", [&] { put_article(json, article); });
  json.objects("matches", detection.matches, [&](const Match& match) {
    put_place_of(match.place);
    json.text("clause", match.clause);
  });
  json.objects("snippets", snippets(article, detection.matches), put_place_of);
  if (!detection.mention_indexes.empty()) {
    const auto officials = mentioned_officials(findings, detection.mention_indexes);
    json.objects("officials", officials, [&](const MentionedOfficial& official) {
      put_official(json, official.shown);
      json.objects("mentions", official.places, put_place_of);
    });
  }
  if (!detection.quotation_indexes.empty()) {
    json.objects("quotations", detection.quotation_indexes, [&](std::size_t index) {
      put_quotation(json, article, findings.quotations[index]);
    });
  }
  if (!detection.stance_indexes.empty()) {
    json.objects("stance", detection.stance_indexes,
                 [&](std::size_t index) { put_stance(json, article, findings.stances[index]); });
  }
  if (detection.score) {
    json.number("score", detection.score->points);
    json.number("threshold", detection.score->threshold);
  }
  if (explanation == nullptr) return;
  json.object("explanation", [&] { put_explanation(json, article, *explanation); });
}

}  // namespace

Alert make_alert(const Article& article, const Findings& findings, const Detection& detection,
                 const std::string& source, const Explanation* explanation) {
  const RuleSummary& rule = *detection.rule;
  Alert alert{.id = digest({rule.id.value, rule.version, article.id.value, article.version}),
              .kind = detection.kind,
              .rule = rule,
              .json = {}};
  alert.json = event_json(alert, source, article.event_time(), [&](JsonText& json) {
    put_detection(json, article, findings, detection, explanation);
    json.text("reason", reason(article, findings, detection));
  });
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
  alert.json = event_json(alert, source, article.event_time(), [&](JsonText& json) {
    put_detection(json, article, findings, near_miss.detection, &explanation);
    json.text("missed", near_miss.missed);
    json.text("reason", reason(article, near_miss));
  });
  return alert;
}

}  // namespace newswatch::alerts
