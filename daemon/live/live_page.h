#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/admin/admin_server.h"
#include "daemon/admin/event_stream.h"
#include "daemon/configuration/configuration.h"
#include "daemon/live/alert_feed.h"
#include "daemon/live/alert_watch.h"

namespace newswatch::daemon {

/// The live page's source of alerts, and its viewers.
class LivePage {
 public:
  explicit LivePage(const Configuration& configuration);

  /// @return what the admin server is to serve; it borrows this.
  LivePages pages();

  /// Begins a stream for one more viewer. Any thread; the stream must not outlive the page.
  /// @param last_event_id  as in `LiveStream`. @return null when there are enough viewers.
  std::unique_ptr<EventStream> watch(std::string_view last_event_id);

 private:
  class Viewing;

  std::size_t most_viewers_;
  std::string feed_name_;
  std::atomic<std::size_t> viewers_ = 0;
  AlertFeed feed_;
  AlertWatch alerts_;
};

}  // namespace newswatch::daemon
