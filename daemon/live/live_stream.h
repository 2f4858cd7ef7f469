#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/admin/event_stream.h"
#include "daemon/live/alert_feed.h"

namespace newswatch::daemon {

/// One viewer's stream of alerts. Events:
///
///     alert   a view of an alert (`view_of`); its id is where to go on after a break
///     missed  how many alerts were gone before this viewer had them
///     state   in words, why no alerts come at present; "" while they do
///
/// One thread at a time may call it.
class LiveStream final : public EventStream {
 public:
  /// @param feed           borrowed.
  /// @param feed_name      tells this feed from those of other processes.
  /// @param last_event_id  what the viewer had last, as its browser says; empty: nothing yet.
  LiveStream(const AlertFeed& feed, std::string feed_name, std::string_view last_event_id);

  std::string next(std::chrono::milliseconds wait) override;

 private:
  const AlertFeed& feed_;
  std::string feed_name_;
  bool began_ = false;
  bool goes_on_ = false;  // after a break: then what was missed in it counts
  std::uint64_t last_ = 0;
  std::uint64_t state_number_ = 0;
};

}  // namespace newswatch::daemon
