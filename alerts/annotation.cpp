#include "alerts/annotation.h"

#include <nlohmann/json.hpp>

#include "alerts/article_json.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const articles::Article& article, const Findings& findings) {
  Json json;
  json["article"] = article_json(article);
  json["lang"] = article.lang.empty() ? Json() : Json(article.lang);
  if (!article.metadata.empty()) json["metadata"] = article.metadata;
  json["mentions"] = Json::array();
  for (const Mention& mention : findings.mentions) {
    Json entry = official_json(mention);
    entry.update(place_json(article, mention.place));
    json["mentions"].push_back(std::move(entry));
  }
  json["quotations"] = Json::array();
  for (const Quotation& quotation : findings.quotations) {
    json["quotations"].push_back(quotation_json(article, quotation));
  }
  json["stance"] = Json::array();
  for (const Stance& stance : findings.stances) {
    json["stance"].push_back(stance_json(article, stance));
  }
  return json;
}

}  // namespace

std::string annotation_json(const articles::Article& article, const Findings& findings) {
  return to_json(article, findings).dump();
}

std::string truncated_annotation_json(const ArticleId& article) {
  articles::Article known;
  known.id = article;
  Json json = to_json(known, {});
  json["truncated"] = true;
  return json.dump();
}

Annotation make_annotation(const articles::Article& article, const Findings& findings) {
  return {.id = digest({article.id.value, article.version, "annotation"}),
          .article = article.id,
          .json = annotation_json(article, findings)};
}

}  // namespace newswatch::alerts
