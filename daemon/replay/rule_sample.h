#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "articles/article_decoder.h"
#include "detectors/detector_set.h"

namespace newswatch::daemon {

/// What to hold topics against, and how to tell of it.
struct RuleSampleOptions {
  std::vector<std::string> articles;       ///< NDJSON files; `-` is the standard input.
  std::optional<double> articles_per_day;  ///< Nothing: as the sample's publication dates tell.
  std::string output = "text";             ///< Or `json`.
};

/// Runs topics over a sample of articles, and writes to `report` for each, the costliest first: the
/// terms it is looked up by and the share of the articles that have them, nanoseconds an article,
/// articles that meet it, and the alerts a day that this comes to. Warns on `complaints` of topics
/// that every tenth article calls up.
/// @return whether every file could be read, and held an article.
bool sample_topics(const std::shared_ptr<const detectors::DetectorSet>& detectors,
                   const articles::DecoderOptions& decoder, const RuleSampleOptions& options,
                   std::ostream& report, std::ostream& complaints);

}  // namespace newswatch::daemon
