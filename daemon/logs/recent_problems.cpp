#include "daemon/logs/recent_problems.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/logs/logging.h"

namespace newswatch::daemon {

void RecentProblems::add(Timestamp time, LogLevel level, std::string_view message) {
  if (level < LogLevel::Warn) return;
  message = message.substr(0, kMostBytes);
  const std::lock_guard lock(mutex_);
  Problem problem{time, level, std::string(message), 1};
  const auto same = std::ranges::find_if(
      problems_, [&](const Problem& one) { return one.level == level && one.message == message; });
  if (same != problems_.end()) {
    problem.times += same->times;
    problems_.erase(same);
  }
  problems_.push_back(std::move(problem));
  if (problems_.size() > kMost) problems_.pop_front();
}

std::string RecentProblems::json() const {
  const std::lock_guard lock(mutex_);
  auto list = nlohmann::ordered_json::array();
  for (const Problem& problem : problems_)
    list.push_back({{"time", format_rfc3339(problem.time)},
                    {"level", name_of(problem.level)},
                    {"message", problem.message},
                    {"times", problem.times}});
  constexpr int kOneLine = -1;
  return list.dump(kOneLine, ' ', /*ensure_ascii=*/false,
                   nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace newswatch::daemon
