#include "daemon/live/live_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include "daemon/live/live_stream.h"
#include "daemon/process/embedded_files.h"

namespace newswatch::daemon {
namespace {

constexpr std::size_t kMostFeedBytes = std::size_t{8} << 20;
constexpr std::size_t kLeastFeed = 1000;  // alerts, for viewers that were away for a moment

kafka::FollowOptions followed(const Configuration& configuration) {
  const AlertsConfig& alerts = configuration.alerts;
  return {.topics = {alerts.topic},
          .prefix = alerts.topic_label.empty() ? "" : alerts.topic + ".",
          .recent = configuration.live.recent};
}

std::string_view type_of(std::string_view file) {
  if (file.ends_with(".css")) return "text/css; charset=utf-8";
  if (file.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (file.ends_with(".svg")) return "image/svg+xml";
  return "text/html; charset=utf-8";
}

}  // namespace

/// A stream that counts as a viewer.
class LivePage::Viewing final : public EventStream {
 public:
  Viewing(LivePage& page, std::string_view last_event_id)
      : page_(page), stream_(page.feed_, page.feed_name_, last_event_id) {
    page_.alerts_.add_viewer();
  }
  ~Viewing() override {
    page_.alerts_.remove_viewer();
    --page_.viewers_;
  }
  Viewing(const Viewing&) = delete;
  Viewing& operator=(const Viewing&) = delete;

  std::string next(std::chrono::milliseconds wait) override { return stream_.next(wait); }

 private:
  LivePage& page_;
  LiveStream stream_;
};

LivePage::LivePage(const Configuration& configuration)
    : most_viewers_(static_cast<std::size_t>(configuration.live.viewers)),
      feed_name_(fmt::format("{:08x}", std::random_device()())),
      feed_(std::max(static_cast<std::size_t>(configuration.live.recent), kLeastFeed),
            kMostFeedBytes),
      alerts_(connection_options(configuration.kafka), followed(configuration), feed_) {}

LivePages LivePage::pages() {
  LivePages live{.pages = {},
                 .stream_path = "/api/v1/alerts",
                 .most_streams = most_viewers_,
                 .open_stream = [this](std::string_view last) { return watch(last); }};
  for (const EmbeddedFile& file : live_page_files()) {
    const bool is_entrance = file.path == "index.html";
    live.pages.push_back({is_entrance ? "/" : fmt::format("/{}", file.path),
                          std::string(type_of(file.path)), file.content});
  }
  return live;
}

std::unique_ptr<EventStream> LivePage::watch(std::string_view last_event_id) {
  if (++viewers_ > most_viewers_) {
    --viewers_;
    return nullptr;
  }
  return std::make_unique<Viewing>(*this, last_event_id);
}

}  // namespace newswatch::daemon
