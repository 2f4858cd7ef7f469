#include "alerts/surge_alert.h"

#include <fmt/format.h>

#include "alerts/event_json.h"
#include "alerts/json_text.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

void put_story(JsonText& json, const SurgeStory& story) {
  json.text("id", story.id);
  json.number("articles", story.articles);
  json.number("outlets", story.outlets);
}

void put_surge(JsonText& json, const SurgePart& surge) {
  json.text("from", format_rfc3339(surge.from));
  json.text("to", format_rfc3339(surge.to));
  json.real("expected", surge.expected);
  json.number("seen", surge.seen);
  json.real("probability", surge.probability);
  json.number("level", surge.level);
  json.objects("stories", surge.stories, [&](const SurgeStory& story) { put_story(json, story); });
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
  alert.json = event_json(alert, source, surge.to, [&](JsonText& json) {
    json.object("surge", [&] { put_surge(json, surge); });
    put_suppressed(json, suppressed);
    json.text("reason", reason(rule, surge));
  });
  return alert;
}

}  // namespace newswatch::alerts
