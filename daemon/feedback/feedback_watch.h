#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "daemon/feedback/judged_rules.h"
#include "kafka/table_reader.h"
#include "metrics/metrics.h"

namespace newswatch::daemon {

/// Follows the topic of verdicts on a thread of its own: no pipeline knows of it. Where the topic
/// can't be read, that is logged, and all else goes on.
class FeedbackWatch {
 public:
  explicit FeedbackWatch(std::unique_ptr<kafka::TableReader> table);

  /// Tells of the verdicts on these rules, of at most `most` of them: those with the most verdicts.
  /// Any thread.
  void sample(const std::vector<std::string>& rules, std::size_t most,
              metrics::Sample& sample) const;

 private:
  void run(const std::stop_token& stop);
  void tell_of_refusal();

  std::unique_ptr<kafka::TableReader> table_;  // the thread's, as is what was told last
  std::string refused_;
  JudgedRules judged_;
  std::mutex mutex_;
  std::condition_variable_any sleep_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace newswatch::daemon
