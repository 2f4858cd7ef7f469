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

  /// @return what was counted since the last call, by minute.
  std::vector<correlation::VolumeMessage> take();
  bool is_empty() const { return minutes_.empty(); }
  void clear() { minutes_.clear(); }

 private:
  std::map<Timestamp, std::uint64_t> minutes_;
  Timestamp highest_{};
};

}  // namespace newswatch::daemon
