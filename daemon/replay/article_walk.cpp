#include "daemon/replay/article_walk.h"

#include <ostream>

#include "consumers/article_files.h"
#include "consumers/file_source.h"
#include "publishers/file_sink.h"

namespace newswatch::daemon {

bool walk_articles(const std::vector<std::string>& articles,
                   const articles::DecoderOptions& options,
                   const std::shared_ptr<const detectors::DetectorSet>& detectors,
                   const std::function<void(const ArticleProcessor&)>& show,
                   std::ostream& complaints) {
  const auto files = consumers::find_article_files(articles);
  if (!files) {
    complaints << files.error().message << '\n';
    return false;
  }
  consumers::FileSource source(*files);
  ArticleProcessor processor(options);
  processor.use(detectors);
  bool complete = true;
  std::size_t unusable = 0;
  std::vector<Record> batch;
  while (!source.at_end()) {
    constexpr std::size_t kMost = 100;
    if (const auto polled = source.poll(batch, kMost, std::chrono::seconds(1)); !polled) {
      complaints << polled.error().message << '\n';
      complete = false;
    }
    for (const Record& record : batch) {
      const auto processed = processor.process(record);
      if (processed) {
        show(processor);
      } else {
        ++unusable;
        complaints << publishers::complaint_about(record, processed.error());
      }
    }
  }
  if (unusable > 0) complaints << unusable << " records could not be used\n";
  return complete;
}

}  // namespace newswatch::daemon
