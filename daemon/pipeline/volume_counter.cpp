#include "daemon/pipeline/volume_counter.h"

#include <algorithm>

namespace newswatch::daemon {

using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;

void VolumeCounter::add(Timestamp time) {
  add(floor<minutes>(time), {.articles = 1, .highest = time});
}

void VolumeCounter::add(const correlation::VolumeMessage& message) {
  add(message.minute, {.articles = message.articles, .highest = message.highest});
}

void VolumeCounter::add(Timestamp begin, const Minute& more) {
  const auto [place, is_new] = minutes_.try_emplace(begin, more);
  if (is_new) return;
  Minute& minute = place->second;
  minute.articles += more.articles;
  minute.highest = std::max(minute.highest, more.highest);
}

std::vector<correlation::VolumeMessage> VolumeCounter::counted() const {
  std::vector<correlation::VolumeMessage> messages;
  messages.reserve(minutes_.size());
  for (const auto& [begin, minute] : minutes_) {
    messages.push_back({.minute = begin, .articles = minute.articles, .highest = minute.highest});
  }
  return messages;
}

std::vector<correlation::VolumeMessage> VolumeCounter::take() {
  auto messages = counted();
  clear();
  return messages;
}

bool VolumeCounter::is_of_minute_before(Timestamp time) const {
  return !minutes_.empty() && minutes_.rbegin()->first < floor<minutes>(time);
}

bool VolumeCounter::is_of_hour_before(Timestamp time) const {
  return !minutes_.empty() && floor<hours>(minutes_.rbegin()->first) < floor<hours>(time);
}

}  // namespace newswatch::daemon
