#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "daemon/pipeline/article_processor.h"
#include "detectors/detector_set.h"

namespace newswatch::daemon {

/// Decodes and analyses the articles of NDJSON files, one after the other, for commands that show
/// what is in them.
/// @param articles    see `consumers::find_article_files`.
/// @param show        called for each article, with the processor that has just looked at it.
/// @param complaints  gets one line for each record that is no article, and each file that can't be
/// read.
/// @return whether every file could be read.
bool walk_articles(const std::vector<std::string>& articles,
                   const articles::DecoderOptions& options,
                   const std::shared_ptr<const detectors::DetectorSet>& detectors,
                   const std::function<void(const ArticleProcessor&)>& show,
                   std::ostream& complaints);

}  // namespace newswatch::daemon
