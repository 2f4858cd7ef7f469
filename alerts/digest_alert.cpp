#include "alerts/digest_alert.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "alerts/event_json.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

using Json = nlohmann::ordered_json;

Json item_json(const DigestItem& item) {
  Json json;
  json["alert"] = item.alert_id;
  Json& article = json["article"];
  article["id"] = item.article.value;
  if (!item.url.empty()) article["url"] = item.url;
  if (!item.title.empty()) article["title"] = item.title;
  return json;
}

Json digest_json(const DigestPart& digest) {
  Json json;
  json["from"] = format_rfc3339(digest.from);
  json["to"] = format_rfc3339(digest.to);
  json["articles"] = digest.articles;
  json["listed"] = Json::array();
  for (const DigestItem& item : digest.listed) json["listed"].push_back(item_json(item));
  return json;
}

std::string reason(const RuleSummary& rule, const DigestPart& digest) {
  return fmt::format("{} met the rule {} from {} to {}.",
                     digest.articles == 1 ? std::string("One article")
                                          : fmt::format("{} articles", digest.articles),
                     rule.name, format_rfc3339(digest.from), format_rfc3339(digest.to));
}

}  // namespace

Alert make_digest_alert(const RuleSummary& rule, const DigestPart& digest,
                        const Suppressed& suppressed, const std::string& source) {
  // As many parts as no alert about an article has.
  Alert alert{.id = newswatch::digest(
                  {rule.id.value, rule.version, format_rfc3339(digest.from), "", "digest"}),
              .kind = Kind::Digest,
              .rule = rule,
              .json = {}};
  Json data;
  data["kind"] = name_of(alert.kind);
  data["rule"] = rule_json(rule);
  data["digest"] = digest_json(digest);
  if (!suppressed.is_empty()) data["suppressed"] = suppressed_json(suppressed);
  data["reason"] = reason(rule, digest);
  alert.json = event_json(alert, source, digest.to, std::move(data));
  return alert;
}

}  // namespace newswatch::alerts
