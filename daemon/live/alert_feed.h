#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace newswatch::daemon {

/// What came into a feed since somebody looked last.
struct FeedNews {
  std::vector<std::shared_ptr<const std::string>> entries;
  std::uint64_t last = 0;    ///< The number of the last one that was seen or passed over.
  std::uint64_t missed = 0;  ///< How many had gone before they could be seen.
  std::string state;
  std::uint64_t state_number = 0;  ///< Differs from before when `state` does.
};

/// The last entries of a stream, for any number of readers at their own pace. It holds no more than
/// it was told to, whatever the readers do: one that is slow misses some, and nobody waits for it.
/// Any thread may call it.
class AlertFeed {
 public:
  /// @param most_entries, most_bytes  beyond either of which the oldest go.
  AlertFeed(std::size_t most_entries, std::size_t most_bytes)
      : most_entries_(most_entries), most_bytes_(most_bytes) {}

  void put(std::string entry);
  /// Forgets all entries. Numbers go on.
  void clear();
  /// Says how the stream is, in words; empty: it flows.
  void set_state(std::string state);

  /// Waits up to `wait` for an entry after number `after` (they count from 1), or for a state other
  /// than that of `state_number`. @return at most `most` entries, oldest first.
  FeedNews news_after(std::uint64_t after, std::uint64_t state_number, std::size_t most,
                      std::chrono::milliseconds wait) const;

 private:
  using Entry = std::shared_ptr<const std::string>;

  std::size_t most_entries_;
  std::size_t most_bytes_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::deque<Entry> entries_;
  std::size_t bytes_ = 0;
  std::uint64_t last_ = 0;
  std::string state_;
  std::uint64_t state_number_ = 1;
};

}  // namespace newswatch::daemon
