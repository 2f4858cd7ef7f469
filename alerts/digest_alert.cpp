#include "alerts/digest_alert.h"

#include <fmt/format.h>

#include "alerts/event_json.h"
#include "alerts/json_fields.h"
#include "alerts/json_text.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

void put_item(JsonText& json, const DigestItem& item) {
  json.text("alert", item.alert_id);
  json.object("article", [&] {
    json.text("id", item.article.value);
    put_unless_empty(json, "url", item.url);
    put_unless_empty(json, "title", item.title);
  });
}

void put_digest(JsonText& json, const DigestPart& digest) {
  json.text("from", format_rfc3339(digest.from));
  json.text("to", format_rfc3339(digest.to));
  json.number("articles", digest.articles);
  json.objects("listed", digest.listed, [&](const DigestItem& item) { put_item(json, item); });
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
  alert.json = event_json(alert, source, digest.to, [&](JsonText& json) {
    json.object("digest", [&] { put_digest(json, digest); });
    put_suppressed(json, suppressed);
    json.text("reason", reason(rule, digest));
  });
  return alert;
}

}  // namespace newswatch::alerts
