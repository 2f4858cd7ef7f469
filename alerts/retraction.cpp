#include "alerts/retraction.h"

#include <fmt/format.h>

#include "alerts/event_json.h"
#include "alerts/json_fields.h"
#include "alerts/json_text.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

std::string reason(const RuleSummary& rule, const Retraction& retraction) {
  const std::string& title = retraction.title;
  return fmt::format("The article {} was withdrawn, and with it its alert of the rule {}.",
                     title.empty() ? retraction.article.value : fmt::format("\"{}\"", title),
                     rule.name);
}

}  // namespace

Alert make_retraction(const RuleSummary& rule, const Retraction& retraction,
                      const std::string& source) {
  Alert alert{.id = digest({retraction.alert_id, "retraction"}),
              .kind = Kind::Retraction,
              .rule = rule,
              .json = {}};
  alert.json = event_json(alert, source, retraction.withdrawn_at, [&](JsonText& json) {
    json.object("article", [&] {
      json.text("id", retraction.article.value);
      put_unless_empty(json, "url", retraction.url);
      put_unless_empty(json, "title", retraction.title);
    });
    json.text("retracts", retraction.alert_id);
    json.text("reason", reason(rule, retraction));
  });
  return alert;
}

}  // namespace newswatch::alerts
