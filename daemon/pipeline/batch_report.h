#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "alerts/findings.h"
#include "alerts/story.h"
#include "alerts/suppressed.h"
#include "articles/article.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "publishers/sink_counts.h"

namespace newswatch::daemon {

/// What one batch did. A pipeline counts here, without locks, and reports once a batch.
struct BatchReport {
  using Seconds = std::chrono::duration<double>;

  std::map<std::string, std::uint64_t> articles;  ///< Decoded, by topic or file.
  std::map<std::string, std::uint64_t> sources;   ///< The same, by outlet, see `SourceNames`.
  std::uint64_t article_bytes = 0;
  std::map<ErrorCode, std::uint64_t> failed;  ///< Records that became no article.
  std::uint64_t tombstones = 0;
  std::uint64_t empty_payloads = 0;
  std::uint64_t corrupt = 0;  ///< Records that can't be read at all.
  std::map<articles::DateDoubt, std::uint64_t> date_doubts;
  std::map<std::string, std::uint64_t> detections;  ///< By rule.
  std::map<std::string, std::uint64_t> quotations;  ///< By the official's rule.
  std::map<std::pair<std::string, alerts::StoryRole>, std::uint64_t> story_articles;  ///< By rule.
  std::uint64_t repeated_detections = 0;  ///< That had come before, and changed nothing.
  std::map<std::pair<std::string, alerts::SuppressReason>, std::uint64_t>
      suppressed;  ///< Detections that were kept back, by rule.
  std::map<std::pair<std::string, alerts::Kind>, std::uint64_t> alerts;  ///< Made, by rule.
  /// When the articles of alerts were published, and when they arrived.
  std::vector<std::pair<std::optional<Timestamp>, std::optional<Timestamp>>> alerted;
  std::map<std::string, std::uint64_t> near_misses;  ///< Made, by rule.
  publishers::SinkCounts published;
  std::uint64_t aborted = 0;  ///< Transactions.

  std::map<std::string_view, std::vector<Seconds>>
      stages;  ///< `decode`, `analyse`, …: each duration.
  std::map<std::string_view, std::vector<Seconds>> detectors;  ///< By section.
  std::map<std::string, Seconds>
      rules;  ///< By id: what each took, from the articles it was timed in.
  /// From publication, and from arrival, to the moment when the alert was safe.
  std::vector<Seconds> since_published, since_received;
  std::optional<Timestamp> last_received;  ///< The arrival of the last record.
  std::optional<Timestamp> published_at;   ///< When all of it was safe.

  std::uint64_t article_count() const { return total(articles); }
  std::uint64_t alert_count() const { return total(alerts); }

  /// @return the sum over all keys.
  template <typename Key>
  static std::uint64_t total(const std::map<Key, std::uint64_t>& counts) {
    std::uint64_t sum = 0;
    for (const auto& [key, count] : counts) sum += count;
    return sum;
  }
};

}  // namespace newswatch::daemon
