#include "daemon/live/live_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr std::chrono::milliseconds kNow{0};

TEST(LiveStream, BeginsWithStateAndAlerts) {
  AlertFeed feed(10, 1000);
  feed.set_state("no \"broker\"");
  feed.put(R"({"id":"a"})");
  LiveStream stream(feed, "f", "");
  const auto text = stream.next(kNow);
  EXPECT_THAT(text, StartsWith("retry: 2000\n\n"));
  EXPECT_THAT(text, HasSubstr("event: state\ndata: \"no \\\"broker\\\"\"\n\n"));
  EXPECT_THAT(text, HasSubstr("event: alert\nid: f-1\ndata: {\"id\":\"a\"}\n\n"));
  EXPECT_THAT(stream.next(kNow), IsEmpty());
}

TEST(LiveStream, GoesOnWhereABrowserStopped) {
  AlertFeed feed(10, 1000);
  for (const char* entry : {"1", "2", "3"}) feed.put(entry);
  EXPECT_THAT(LiveStream(feed, "f", "f-2").next(kNow),
              AllOf(HasSubstr("id: f-3\ndata: 3\n"), Not(HasSubstr("id: f-2"))));
}

TEST(LiveStream, BeginsAnewForIdsOfOtherFeedsAndForNoIds) {
  AlertFeed feed(10, 1000);
  feed.put("1");
  for (const char* id : {"g-1", "f", "f-", "f-x", "f-1x", "f-99999999999999999999", "-1"})
    EXPECT_THAT(LiveStream(feed, "f", id).next(kNow), HasSubstr("id: f-1\n")) << id;
}

TEST(LiveStream, TellsWhatWasMissedByThoseWhoWereThere) {
  AlertFeed feed(2, 1000);
  feed.put("1");
  LiveStream slow(feed, "f", "");
  slow.next(kNow);
  for (const char* entry : {"2", "3", "4", "5"}) feed.put(entry);
  EXPECT_THAT(slow.next(kNow), HasSubstr("event: missed\ndata: 2\n\n"));
  EXPECT_THAT(LiveStream(feed, "f", "").next(kNow), Not(HasSubstr("missed")));
}

}  // namespace
}  // namespace newswatch::daemon
