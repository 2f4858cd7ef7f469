#include "alerts/explanation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "alerts/article_json.h"

namespace newswatch::alerts {
namespace {

void write_text(const articles::Article& article, const Explanation& explanation, int depth,
                std::string& out) {
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  const auto& score = explanation.score;
  out += fmt::format("{}{} {}{}\n", indent, explanation.matched ? "yes" : "no ", explanation.clause,
                     score ? fmt::format(" ({} of {})", score->points, score->threshold) : "");
  for (const Place& hit : explanation.hits) {
    out += fmt::format("{}      {} {}-{}: {}\n", indent, name_of(hit.field), hit.span.begin,
                       hit.span.end, hit.span.of(text_of(article, hit.field)));
  }
  for (const Explanation& part : explanation.parts) write_text(article, part, depth + 1, out);
}

}  // namespace

nlohmann::ordered_json explanation_json(const articles::Article& article,
                                        const Explanation& explanation) {
  nlohmann::ordered_json json;
  json["clause"] = explanation.clause;
  json["matched"] = explanation.matched;
  json["hits"] = nlohmann::ordered_json::array();
  for (const Place& hit : explanation.hits) json["hits"].push_back(place_json(article, hit));
  if (explanation.score) {
    json["score"] = explanation.score->points;
    json["threshold"] = explanation.score->threshold;
  }
  for (const Explanation& part : explanation.parts) {
    json["parts"].push_back(explanation_json(article, part));
  }
  return json;
}

std::string explanation_text(const articles::Article& article, const Explanation& explanation) {
  std::string text;
  write_text(article, explanation, 0, text);
  return text;
}

}  // namespace newswatch::alerts
