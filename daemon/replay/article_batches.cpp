#include "daemon/replay/article_batches.h"

namespace newswatch::daemon {

std::optional<ArticleBatch> ArticleBatches::next() {
  constexpr std::chrono::milliseconds kWait{100};
  while (!source_.at_end()) {
    was_interrupted_ = is_interrupted_();
    if (was_interrupted_) return std::nullopt;
    ArticleBatch batch;
    const auto polled = source_.poll(batch.records, kArticles, kWait);
    if (polled && batch.records.empty()) continue;
    if (!polled) batch.failure = polled.error();
    batch.position = source_.position();
    batch.progress = source_.progress();
    return batch;
  }
  return std::nullopt;
}

}  // namespace newswatch::daemon
