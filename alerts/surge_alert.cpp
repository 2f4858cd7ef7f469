#include "alerts/surge_alert.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "alerts/event_json.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

using Json = nlohmann::ordered_json;

Json story_json(const SurgeStory& story) {
  Json json;
  json["id"] = story.id;
  json["articles"] = story.articles;
  json["outlets"] = story.outlets;
  return json;
}

Json surge_json(const SurgePart& surge) {
  Json json;
  json["from"] = format_rfc3339(surge.from);
  json["to"] = format_rfc3339(surge.to);
  json["expected"] = surge.expected;
  json["seen"] = surge.seen;
  json["probability"] = surge.probability;
  json["level"] = surge.level;
  json["stories"] = Json::array();
  for (const SurgeStory& story : surge.stories) json["stories"].push_back(story_json(story));
  return json;
}

std::string reason(const RuleSummary& rule, const SurgePart& surge) {
  return fmt::format("{}: {} from {} to {}, where {:.1f} were expected.", rule.name, surge.seen,
                     format_rfc3339(surge.from), format_rfc3339(surge.to), surge.expected);
}

}  // namespace

Alert make_surge_alert(const RuleSummary& rule, const SurgePart& surge,
                       const Suppressed& suppressed, const std::string& source) {
  Alert alert{.id = digest({rule.id.value, rule.version, format_rfc3339(surge.from),
                            fmt::to_string(surge.level), "surge"}),
              .kind = Kind::Surge,
              .rule = rule,
              .json = {}};
  Json data;
  data["kind"] = name_of(alert.kind);
  data["rule"] = rule_json(rule);
  data["surge"] = surge_json(surge);
  if (!suppressed.is_empty()) data["suppressed"] = suppressed_json(suppressed);
  data["reason"] = reason(rule, surge);
  alert.json = event_json(alert, source, surge.to, std::move(data));
  return alert;
}

}  // namespace newswatch::alerts
