#include "daemon/live/live_stream.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

namespace newswatch::daemon {
namespace {

constexpr std::size_t kMostAtOnce = 50;  // some 500 kB at most, in memory for each viewer

/// How long a browser waits before it comes back, in milliseconds.
constexpr std::string_view kBeginning = "retry: 2000\n\n";

/// @return the number in `NAME-NUMBER` where `name` is NAME, else 0.
std::uint64_t number_in(std::string_view id, std::string_view name) {
  if (!id.starts_with(name) || id.size() <= name.size() || id[name.size()] != '-') return 0;
  id.remove_prefix(name.size() + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  return error == std::errc() && end == id.data() + id.size() ? number : 0;
}

}  // namespace

LiveStream::LiveStream(const AlertFeed& feed, std::string feed_name, std::string_view last_event_id)
    : feed_(feed), feed_name_(std::move(feed_name)), last_(number_in(last_event_id, feed_name_)) {
  goes_on_ = last_ > 0;
}

std::string LiveStream::next(std::chrono::milliseconds wait) {
  const FeedNews news = feed_.news_after(last_, state_number_, kMostAtOnce, wait);
  std::string text(std::exchange(began_, true) ? "" : kBeginning);
  if (news.state_number != state_number_)
    text += fmt::format("event: state\ndata: {}\n\n", nlohmann::json(news.state).dump());
  if (news.missed > 0 && goes_on_) text += fmt::format("event: missed\ndata: {}\n\n", news.missed);
  std::uint64_t number = news.last - news.entries.size();
  for (const auto& entry : news.entries)
    text += fmt::format("event: alert\nid: {}-{}\ndata: {}\n\n", feed_name_, ++number, *entry);
  goes_on_ = goes_on_ || !news.entries.empty();
  last_ = news.last;
  state_number_ = news.state_number;
  return text;
}

}  // namespace newswatch::daemon
