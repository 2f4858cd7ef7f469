#pragma once

#include <string>

#include "alerts/findings.h"
#include "articles/article.h"

namespace newswatch::alerts {

/// @return one line of JSON, without the line break: the article, its language, what its
///         mapped fields say (absent where they say nothing), and everything that the detectors see
///         in it, whether a rule asks for it or not (see annotation.schema.json).
std::string annotation_json(const articles::Article& article, const Findings& findings);

/// @return what stands for an annotation that is too large for its topic: an article of which only
///         the id is told, nothing found in it, and `"truncated": true`.
std::string truncated_annotation_json(const ArticleId& article);

/// All that is found in one article, ready to be published.
struct Annotation {
  std::string id;  ///< Of article id and article version alone: a replay gives the same.
  ArticleId article;
  std::string json;
};

/// @param findings  empty for a withdrawn article, so that readers forget what was found before.
Annotation make_annotation(const articles::Article& article, const Findings& findings);

}  // namespace newswatch::alerts
