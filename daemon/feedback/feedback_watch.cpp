#include "daemon/feedback/feedback_watch.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace newswatch::daemon {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds kWait{100};  // the end of the process waits for it
constexpr seconds kEvery{1};        // between looks at a topic that has been read
constexpr std::size_t kMostTold = 10;

void tell(const std::vector<std::string>& problems) {
  for (std::size_t i = 0; i < std::min(problems.size(), kMostTold); ++i)
    spdlog::warn("feedback: {}", problems[i]);
  if (problems.size() > kMostTold)
    spdlog::warn("feedback: {} more records are no verdicts", problems.size() - kMostTold);
}

}  // namespace

FeedbackWatch::FeedbackWatch(std::unique_ptr<kafka::TableReader> table)
    : table_(std::move(table)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void FeedbackWatch::run(const std::stop_token& stop) {
  bool changed = false;
  while (!stop.stop_requested()) {
    changed = table_->poll(kWait) || changed;
    tell_of_refusal();
    if (!table_->is_complete()) continue;  // what is half read would be half a precision
    if (changed) tell(judged_.update(table_->topic(), table_->rows()));
    changed = false;
    std::unique_lock lock(mutex_);
    sleep_.wait_for(lock, stop, kEvery, [] { return false; });
  }
}

void FeedbackWatch::tell_of_refusal() {
  auto refused = table_->status()->health().refused;
  if (refused == refused_) return;
  refused_ = std::move(refused);
  if (refused_.empty()) return spdlog::info("feedback: {} is read", table_->topic());
  spdlog::warn("feedback: no verdict is counted, all else goes on: {}", refused_);
}

void FeedbackWatch::sample(const std::vector<std::string>& rules, std::size_t most,
                           metrics::Sample& sample) const {
  const auto tallies = judged_.tallies();
  std::vector<std::pair<std::string, Tally>> told;
  for (const std::string& rule : rules) {
    if (const auto found = tallies.find(rule); found != tallies.end()) told.emplace_back(*found);
  }
  std::ranges::stable_sort(told, std::greater{},
                           [](const auto& one) { return one.second.count(); });
  if (told.size() > most) told.resize(most);
  for (const auto& [rule, tally] : told) {
    sample.add(metrics::Metric::RuleVerdicts, static_cast<double>(tally.right), {rule, "right"});
    sample.add(metrics::Metric::RuleVerdicts, static_cast<double>(tally.wrong), {rule, "wrong"});
    sample.add(metrics::Metric::RulePrecision, tally.precision(), {rule});
  }
}

}  // namespace newswatch::daemon
