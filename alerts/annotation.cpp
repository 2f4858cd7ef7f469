#include "alerts/annotation.h"

#include <nlohmann/json.hpp>

#include "alerts/article_json.h"

namespace newswatch::alerts {

std::string annotation_json(const articles::Article& article, const Findings& findings) {
  using Json = nlohmann::ordered_json;
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
  return json.dump();
}

}  // namespace newswatch::alerts
