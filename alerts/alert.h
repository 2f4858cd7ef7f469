#pragma once

#include <string>

#include "alerts/findings.h"
#include "articles/article.h"

namespace newswatch::alerts {

struct Explanation;

/// What Newswatch tells its subscribers, ready to be published: of one rule, and mostly one
/// article.
struct Alert {
  std::string id;  ///< Of rule, rule version, article id and article version alone, or of what else
                   ///< it is about: a replay gives the same.
  Kind kind = Kind::Topic;
  bool near_miss = false;  ///< The article all but met the rule: for those who tune it.
  RuleSummary rule;
  std::string json;  ///< The whole CloudEvents envelope (see alert.schema.json).
};

/// @param detection  made for `article`; its indexes point into `findings`.
/// @param source     the CloudEvents source, `/newswatch/<deployment>`.
/// @param explanation  how each part of the rule turned out; null: the alert carries none.
/// Source: CloudEvents 1.0, JSON event format.
Alert make_alert(const articles::Article& article, const Findings& findings,
                 const Detection& detection, const std::string& source,
                 const Explanation* explanation = nullptr);

/// The same for a rule that the article all but met. @param explanation  of the rule.
Alert make_near_miss(const articles::Article& article, const Findings& findings,
                     const NearMiss& near_miss, const std::string& source,
                     const Explanation& explanation);

}  // namespace newswatch::alerts
