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
#include "articles/article.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "publishers/sink_counts.h"

namespace newswatch::daemon {

/// What one batch did. A pipeline counts here, without locks, and reports once a batch.
struct BatchReport {
  using Seconds = std::chrono::duration<double>;

  std::map<std::string, std::uint64_t> articles;  ///< Decoded, by topic or file.
  std::uint64_t article_bytes = 0;
  std::map<ErrorCode, std::uint64_t> failed;  ///< Records that became no article.
  std::uint64_t tombstones = 0;
  std::uint64_t empty_payloads = 0;
  std::uint64_t corrupt = 0;  ///< Records that can't be read at all.
  std::map<articles::DateDoubt, std::uint64_t> date_doubts;
  std::map<std::pair<std::string, alerts::Kind>, std::uint64_t> alerts;  ///< Made, by rule.
  std::map<std::string, std::uint64_t> near_misses;                      ///< Made, by rule.
  publishers::SinkCounts published;

  std::map<std::string_view, std::vector<Seconds>>
      stages;  ///< `decode`, `analyse`, …: each duration.
  std::map<std::string_view, std::vector<Seconds>> detectors;  ///< By section.
  std::map<std::string, Seconds>
      rules;  ///< By id: what each took, from the articles it was timed in.
  /// From publication, and from arrival, to the moment when the alert was safe.
  std::vector<Seconds> since_published, since_received;
  std::optional<Timestamp> last_received;  ///< The arrival of the last record.
  std::optional<Timestamp> published_at;   ///< When all of it was safe.

  std::uint64_t article_count() const {
    std::uint64_t count = 0;
    for (const auto& [topic, articles_of_it] : articles) count += articles_of_it;
    return count;
  }
};

}  // namespace newswatch::daemon
