#pragma once

#include <optional>
#include <string>
#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"
#include "base/field.h"

namespace newswatch::alerts {

/// Why one part of a rule was met by an article, or was not.
struct Explanation {
  std::string clause;  ///< Canonical form.
  bool matched = false;
  std::vector<Place> hits;  ///< From the first word of each hit to its last.
  std::vector<Explanation> parts;
  std::optional<Score> score = {};  ///< Of a clause with weights.
};

class JsonText;

/// `"clause", "matched", "hits": [{"field", "begin", "end", "text"}], "score", "threshold",
/// "parts": […]`, the last three only where there are some.
void put_explanation(JsonText& json, const articles::Article& article,
                     const Explanation& explanation);

/// @return the same as an indented tree, one clause a line with its hits below, each line ending in
/// a line break.
std::string explanation_text(const articles::Article& article, const Explanation& explanation);

}  // namespace newswatch::alerts
