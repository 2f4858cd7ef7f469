#pragma once

#include <string>

#include "alerts/findings.h"
#include "articles/article.h"

namespace newswatch::alerts {

/// @return one line of JSON, without the line break: the article, its language, what its
///         mapped fields say (absent where they say nothing), and everything that the detectors see
///         in it, whether a rule asks for it or not.
std::string annotation_json(const articles::Article& article, const Findings& findings);

}  // namespace newswatch::alerts
