#include "daemon/article_walk.h"

#include <ostream>

#include "consumers/article_files.h"
#include "consumers/file_source.h"

namespace newswatch::daemon {

Walk walk_articles(const std::vector<std::string>& articles,
                   const articles::DecoderOptions& options,
                   const std::shared_ptr<const detectors::DetectorSet>& detectors,
                   const std::function<void(const ArticleProcessor&)>& show,
                   std::ostream* dead_letters, std::ostream& complaints) {
  const auto files = consumers::find_article_files(articles);
  if (!files) {
    complaints << files.error().message << '\n';
    return {.complete = false};
  }
  consumers::FileSource source(*files);
  ArticleProcessor processor(options);
  processor.use(detectors);
  Walk walk;
  std::vector<Record> batch;
  while (!source.at_end()) {
    constexpr std::size_t kMost = 100;
    if (const auto polled = source.poll(batch, kMost, std::chrono::seconds(1)); !polled) {
      complaints << polled.error().message << '\n';
      walk.complete = false;
    }
    for (const Record& record : batch) {
      const auto processed = processor.process(record);
      if (processed) {
        show(processor);
      } else {
        ++walk.unusable;
        if (dead_letters != nullptr) *dead_letters << record.payload << '\n';
        complaints << record.origin.topic << ':' << record.origin.offset << ": "
                   << name_of(processed.error().code) << ": " << processed.error().message << '\n';
      }
    }
  }
  if (walk.unusable > 0) complaints << walk.unusable << " records could not be used\n";
  return walk;
}

}  // namespace newswatch::daemon
