#include "alerts/annotation.h"

#include "alerts/json_fields.h"
#include "alerts/json_text.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

void put_metadata(JsonText& json, const articles::Metadata& metadata) {
  if (metadata.empty()) return;
  json.object("metadata", [&] {
    for (const auto& [name, values] : metadata)
      json.array(name, values, [&](const std::string& value) { json.text(value); });
  });
}

std::string written(const articles::Article& article, const Findings& findings, bool truncated) {
  return json_object([&](JsonText& json) {
    json.object("article", [&] { put_article(json, article); });
    put_text_or_null(json, "lang", article.lang);
    put_metadata(json, article.metadata);
    json.objects("mentions", findings.mentions, [&](const Mention& mention) {
      put_official(json, mention);
      put_place(json, article, mention.place);
    });
    json.objects("quotations", findings.quotations,
                 [&](const Quotation& quotation) { put_quotation(json, article, quotation); });
    json.objects("stance", findings.stances,
                 [&](const Stance& stance) { put_stance(json, article, stance); });
    if (truncated) json.flag("truncated", true);
  });
}

}  // namespace

std::string annotation_json(const articles::Article& article, const Findings& findings) {
  return written(article, findings, false);
}

std::string truncated_annotation_json(const ArticleId& article) {
  articles::Article known;
  known.id = article;
  return written(known, {}, true);
}

Annotation make_annotation(const articles::Article& article, const Findings& findings) {
  return {.id = digest({article.id.value, article.version, "annotation"}),
          .article = article.id,
          .json = annotation_json(article, findings)};
}

}  // namespace newswatch::alerts
