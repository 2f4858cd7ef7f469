#include "correlation/throttling/throttle_entry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "base/byte_codec.h"

namespace newswatch::correlation {
namespace {

Timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

ThrottleEntry full_entry() {
  ThrottleEntry entry{
      .clock = at("2026-11-26T10:00:00.5Z"),
      .published = {at("2026-11-26T09:00:00Z"), at("2026-11-26T09:00:00Z"),
                    at("2026-11-26T10:00:00.5Z")},
      .matched = {at("1969-07-20T20:17:40Z"), at("2026-11-26T10:00:00Z")},
      .folded = {{"s1", 2}, {"s2", 300}},
      .held = HeldAlerts{.from = at("2026-11-26T06:00:00Z"),
                         .due = at("2026-11-26T12:00:00Z"),
                         .articles = 7,
                         .reaches_threshold = false,
                         .listed = {{"id", ArticleId("a1"), "https://news.example/1", "Title"},
                                    {"id2", ArticleId("a2"), "", ""}}}};
  for (std::size_t i = 0; i < alerts::kSuppressReasons; ++i)
    entry.suppressed.add(static_cast<alerts::SuppressReason>(i), i * 100);
  return entry;
}

TEST(ThrottleEntry, IsReadAsItWasWritten) {
  for (const ThrottleEntry& entry : {ThrottleEntry(), full_entry()}) {
    const auto read = decode_throttle_entry(encode(entry));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, entry);
  }
}

TEST(ThrottleEntry, IsSmallWithoutADigest) {
  ThrottleEntry entry = full_entry();
  entry.held.reset();
  EXPECT_LE(encode(entry).size(), 64U);
}

TEST(ThrottleEntry, IsRefusedWhenCutOrContinued) {
  const std::string bytes = encode(full_entry());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_throttle_entry(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(decode_throttle_entry(bytes + "x"));
}

struct Case {
  std::string_view name;
  std::function<void(ThrottleEntry&)> change;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

const Case kBeyondLimits[] = {
    {"TooManyTimes",
     [](ThrottleEntry& e) { e.published.resize(ThrottleEntry::kMostTimes + 1, e.clock); }},
    {"TimesThatFall", [](ThrottleEntry& e) { std::swap(e.matched[0], e.matched[1]); }},
    {"TimesAfterTheClock", [](ThrottleEntry& e) { e.clock -= std::chrono::hours(1); }},
    {"TooManyStories",
     [](ThrottleEntry& e) {
       e.folded.resize(ThrottleEntry::kMostFolded + 1, {"s", 1});
     }},
    {"TooManyListed",
     [](ThrottleEntry& e) {
       e.held->articles = 1000;
       e.held->listed.resize(HeldAlerts::kMostListed + 1);
     }},
    {"MoreListedThanHeld", [](ThrottleEntry& e) { e.held->articles = 1; }},
    {"NothingHeld",
     [](ThrottleEntry& e) {
       e.held->articles = 0;
       e.held->listed.clear();
     }},
    {"YearBeyondAll", [](ThrottleEntry& e) { e.clock += std::chrono::days(366 * 8000); }},
    {"YearBeforeAll", [](ThrottleEntry& e) { e.held->due -= std::chrono::days(366 * 3000); }},
};

class EntryBeyondLimits : public testing::TestWithParam<Case> {};

TEST_P(EntryBeyondLimits, IsRefused) {
  ThrottleEntry entry = full_entry();
  GetParam().change(entry);
  const auto read = decode_throttle_entry(encode(entry));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::WrongType);
}

INSTANTIATE_TEST_SUITE_P(ThrottleEntry, EntryBeyondLimits, testing::ValuesIn(kBeyondLimits),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(ThrottleEntry, OfAnotherVersionIsRefused) {
  std::string bytes = encode(full_entry());
  bytes[0] = 2;
  EXPECT_FALSE(decode_throttle_entry(bytes));
}

}  // namespace
}  // namespace newswatch::correlation
