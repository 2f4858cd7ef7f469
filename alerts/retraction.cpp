#include "alerts/retraction.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "alerts/event_json.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

using Json = nlohmann::ordered_json;

Json article_json(const Retraction& retraction) {
  Json json;
  json["id"] = retraction.article.value;
  if (!retraction.url.empty()) json["url"] = retraction.url;
  if (!retraction.title.empty()) json["title"] = retraction.title;
  return json;
}

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
  Json data;
  data["kind"] = name_of(alert.kind);
  data["rule"] = rule_json(rule);
  data["article"] = article_json(retraction);
  data["retracts"] = retraction.alert_id;
  data["reason"] = reason(rule, retraction);
  alert.json = event_json(alert, source, retraction.withdrawn_at, std::move(data));
  return alert;
}

}  // namespace newswatch::alerts
