#include "alerts/event_json.h"

#include <nlohmann/json.hpp>

namespace newswatch::alerts {

using Json = nlohmann::ordered_json;

Json rule_json(const RuleSummary& rule) {
  Json json;
  json["id"] = rule.id.value;
  json["name"] = rule.name;
  json["severity"] = rule.severity;
  json["labels"] = Json::object();
  for (const auto& [key, value] : rule.labels) json["labels"][key] = value;
  json["version"] = rule.version;
  return json;
}

std::string event_json(const Alert& alert, const std::string& source, std::optional<Timestamp> time,
                       Json data) {
  Json json;
  json["specversion"] = "1.0";
  json["id"] = alert.id;
  json["source"] = source;
  json["type"] = alert.near_miss ? "newswatch.near_miss.v1" : "newswatch.alert.v1";
  json["subject"] = alert.rule.id.value;
  if (time) json["time"] = format_rfc3339(*time);
  json["datacontenttype"] = "application/json";
  json["data"] = std::move(data);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace newswatch::alerts
