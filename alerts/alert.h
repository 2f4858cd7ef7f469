#pragma once

#include <string>

#include "alerts/findings.h"
#include "articles/article.h"

namespace newswatch::alerts {

/// What Newswatch tells its subscribers: one rule, one article, ready to be published.
struct Alert {
  std::string id;  ///< Of rule, rule version, article id and article version alone: a replay gives
                   ///< the same.
  Kind kind = Kind::Topic;
  RuleSummary rule;
  std::string json;  ///< The whole CloudEvents envelope (see alert.schema.json).
};

/// @param detection  made for `article`; its indexes point into `findings`.
/// @param source     the CloudEvents source, `/newswatch/<deployment>`.
/// Source: CloudEvents 1.0, JSON event format.
Alert make_alert(const articles::Article& article, const Findings& findings,
                 const Detection& detection, const std::string& source);

}  // namespace newswatch::alerts
