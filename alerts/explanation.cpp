#include "alerts/explanation.h"

#include <fmt/format.h>

#include "alerts/json_fields.h"
#include "alerts/json_text.h"

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

void put_explanation(JsonText& json, const articles::Article& article,
                     const Explanation& explanation) {
  json.text("clause", explanation.clause);
  json.flag("matched", explanation.matched);
  json.objects("hits", explanation.hits, [&](const Place& hit) { put_place(json, article, hit); });
  if (explanation.score) {
    json.number("score", explanation.score->points);
    json.number("threshold", explanation.score->threshold);
  }
  if (explanation.parts.empty()) return;
  json.objects("parts", explanation.parts,
               [&](const Explanation& part) { put_explanation(json, article, part); });
}

std::string explanation_text(const articles::Article& article, const Explanation& explanation) {
  std::string text;
  write_text(article, explanation, 0, text);
  return text;
}

}  // namespace newswatch::alerts
