#include "daemon/live/alert_feed.h"

#include <algorithm>
#include <utility>

namespace newswatch::daemon {

void AlertFeed::put(std::string entry) {
  const std::lock_guard lock(mutex_);
  bytes_ += entry.size();
  entries_.push_back(std::make_shared<const std::string>(std::move(entry)));
  ++last_;
  while (entries_.size() > 1 && (entries_.size() > most_entries_ || bytes_ > most_bytes_)) {
    bytes_ -= entries_.front()->size();
    entries_.pop_front();
  }
  changed_.notify_all();
}

void AlertFeed::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  bytes_ = 0;
}

void AlertFeed::set_state(std::string state) {
  const std::lock_guard lock(mutex_);
  if (state == state_) return;
  state_ = std::move(state);
  ++state_number_;
  changed_.notify_all();
}

FeedNews AlertFeed::news_after(std::uint64_t after, std::uint64_t state_number, std::size_t most,
                               std::chrono::milliseconds wait) const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait, [&] { return last_ > after || state_number_ != state_number; });
  FeedNews news{
      .entries = {}, .last = after, .missed = 0, .state = state_, .state_number = state_number_};
  const std::uint64_t before_first = last_ - entries_.size();
  if (before_first > after) news.missed = before_first - after;
  news.last = std::max(after, before_first);
  if (news.last >= last_) return news;
  const std::size_t skipped = news.last - before_first;
  const std::size_t count = std::min(most, entries_.size() - skipped);
  const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(skipped);
  news.entries.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
  news.last += count;
  return news;
}

}  // namespace newswatch::daemon
