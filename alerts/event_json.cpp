#include "alerts/event_json.h"

#include "alerts/json_fields.h"
#include "alerts/json_text.h"

namespace newswatch::alerts {

std::string event_json(const Alert& alert, const std::string& source, std::optional<Timestamp> time,
                       const std::function<void(JsonText&)>& put_rest) {
  return json_object([&](JsonText& json) {
    json.text("specversion", "1.0");
    json.text("id", alert.id);
    json.text("source", source);
    json.text("type", alert.near_miss ? "newswatch.near_miss.v1" : "newswatch.alert.v1");
    json.text("subject", alert.rule.id.value);
    if (time) json.text("time", format_rfc3339(*time));
    json.text("datacontenttype", "application/json");
    json.object("data", [&] {
      json.text("kind", name_of(alert.kind));
      json.object("rule", [&] { put_rule(json, alert.rule); });
      put_rest(json);
    });
  });
}

}  // namespace newswatch::alerts
