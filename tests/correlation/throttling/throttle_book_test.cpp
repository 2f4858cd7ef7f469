#include "correlation/throttling/throttle_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::correlation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

ThrottleEntry seen_at(std::string_view time) { return {.clock = at(time)}; }

TEST(ThrottleBook, KeepsWhatWasPutLast) {
  ThrottleBook book;
  EXPECT_EQ(book.find(""), nullptr);
  book.put("", seen_at("2026-11-26"));
  book.put("", seen_at("2026-11-27"));
  ASSERT_NE(book.find(""), nullptr);
  EXPECT_EQ(*book.find(""), seen_at("2026-11-27"));
  book.erase("");
  book.erase("");
  EXPECT_EQ(book.find(""), nullptr);
}

TEST(ThrottleBook, LetsGoOfWhatIsOldAndTold) {
  ThrottleBook book;
  book.put("", seen_at("2026-11-26"));
  EXPECT_THAT(book.expired(at("2026-11-26")), IsEmpty());
  EXPECT_THAT(book.expired(at("2026-11-27")), ElementsAre(""));
}

TEST(ThrottleBook, KeepsWhatIsStillToBeTold) {
  ThrottleEntry suppressed = seen_at("2026-11-26");
  suppressed.suppressed.add(alerts::SuppressReason::Copy);
  ThrottleEntry folded = seen_at("2026-11-26");
  folded.folded.push_back({"s", 1});
  ThrottleEntry held = seen_at("2026-11-26");
  held.held = HeldAlerts{.from = held.clock, .due = held.clock, .articles = 1};
  for (const ThrottleEntry& entry : {suppressed, folded, held}) {
    ThrottleBook book;
    book.put("", entry);
    EXPECT_THAT(book.expired(at("2027-01-01")), IsEmpty());
  }
}

}  // namespace
}  // namespace newswatch::correlation
