#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "correlation/surges/stream_volume.h"

namespace newswatch::daemon {

/// Counts the articles of a stream by the minute in which they became news.
class VolumeCounter {
 public:
  void add(Timestamp time);
  /// What another counter counted.
  void add(const correlation::VolumeMessage& message);

  /// @return what was counted since the last `take`, by minute: each tells the stream's time as it
  /// was at the end of that minute, so that none makes the next one late.
  std::vector<correlation::VolumeMessage> counted() const;
  std::vector<correlation::VolumeMessage> take();
  bool is_empty() const { return minutes_.empty(); }
  void clear() { minutes_.clear(); }

  /// @return whether anything was counted, and `time` is in a later minute, or hour. What happens
  /// then moves the stream's time on, and what was counted would come late behind it.
  bool is_of_minute_before(Timestamp time) const;
  bool is_of_hour_before(Timestamp time) const;

 private:
  struct Minute {
    std::uint64_t articles = 0;
    Timestamp highest{};  ///< Event time of an article in it.
  };
  void add(Timestamp begin, const Minute& more);

  std::map<Timestamp, Minute> minutes_;
};

}  // namespace newswatch::daemon
