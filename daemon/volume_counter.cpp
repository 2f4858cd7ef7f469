#include "daemon/volume_counter.h"

#include <algorithm>
#include <utility>

namespace newswatch::daemon {

void VolumeCounter::add(Timestamp time) {
  ++minutes_[std::chrono::floor<std::chrono::minutes>(time)];
  highest_ = std::max(highest_, time);
}

std::vector<correlation::VolumeMessage> VolumeCounter::take() {
  std::vector<correlation::VolumeMessage> messages;
  for (const auto& [minute, articles] : std::exchange(minutes_, {}))
    messages.push_back({.minute = minute, .articles = articles, .highest = highest_});
  return messages;
}

}  // namespace newswatch::daemon
