#pragma once

#include <string>

#include "alerts/findings.h"
#include "articles/article.h"

namespace newswatch::alerts {

/// An article, two rules that it meets, and what was found.
struct Sample {
  articles::Article article;
  RuleSummary topic_rule;
  RuleSummary official_rule;
  Findings findings;

  Sample();
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  const Detection& topic() const { return findings.detections[0]; }
  Detection& topic() { return findings.detections[0]; }
  const Detection& official() const { return findings.detections[1]; }
  Detection& official() { return findings.detections[1]; }
};

/// @return where `text` first stands in `field` of the article.
Place place_of(const articles::Article& article, Field field, const std::string& text);

}  // namespace newswatch::alerts
