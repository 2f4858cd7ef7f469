#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "daemon/article_processor.h"
#include "detectors/detector_set.h"

namespace newswatch::daemon {

/// What a walk came to.
struct Walk {
  bool complete = true;      ///< Every file could be read.
  std::size_t unusable = 0;  ///< Records that are no article.
};

/// Decodes and analyses the articles of NDJSON files, one after the other, for commands that show
/// what is in them.
/// @param articles    see `consumers::find_article_files`.
/// @param show        called for each article, with the processor that has just looked at it.
/// @param dead_letters  gets the bytes of each record that is no article, a line each; may be null.
/// @param complaints  gets one line for each record that is no article, and each file that can't be
/// read.
Walk walk_articles(const std::vector<std::string>& articles,
                   const articles::DecoderOptions& options,
                   const std::shared_ptr<const detectors::DetectorSet>& detectors,
                   const std::function<void(const ArticleProcessor&)>& show,
                   std::ostream* dead_letters, std::ostream& complaints);

}  // namespace newswatch::daemon
