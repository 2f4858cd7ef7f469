#include "correlation/surges/stream_volume.h"

#include <gtest/gtest.h>

namespace newswatch::correlation {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Timestamp kBegin = parse_rfc3339("2026-11-26T10:00:00Z").value();
const WindowNumber kHour = window_at(kBegin, WindowLength(1));

void tell(StreamVolume& stream, Timestamp time, std::uint64_t articles) {
  add({.minute = time, .articles = articles, .highest = time}, hours(1), stream);
}

TEST(StreamVolume, AddsTheMinutesOfAnHour) {
  StreamVolume stream;
  tell(stream, kBegin, 5);
  tell(stream, kBegin + minutes(59), 7);
  tell(stream, kBegin + minutes(60), 1);
  EXPECT_EQ(articles_of(stream, kHour, WindowLength(1)), 12U);
  EXPECT_EQ(articles_of(stream, kHour / 2, WindowLength(2)), 13U);
  EXPECT_EQ(articles_of(stream, kHour - 1, WindowLength(1)), std::nullopt) << "not known yet";
  EXPECT_EQ(stream.clock, kBegin + minutes(60));
}

TEST(StreamVolume, TakesWhatIsLateUntilTheHourCloses) {
  StreamVolume stream;
  tell(stream, kBegin, 5);
  tell(stream, kBegin + minutes(119), 1);
  tell(stream, kBegin, 2);
  tell(stream, kBegin + minutes(120), 1);
  tell(stream, kBegin, 4);
  EXPECT_EQ(articles_of(stream, kHour, WindowLength(1)), 7U);
}

TEST(StreamVolume, KnowsThatNothingCame) {
  StreamVolume stream;
  tell(stream, kBegin, 5);
  tell(stream, kBegin + hours(5), 1);
  EXPECT_EQ(articles_of(stream, kHour + 3, WindowLength(1)), 0U);
}

TEST(StreamVolume, KeepsAMonth) {
  StreamVolume stream;
  for (int hour = 0; hour < 2000; hour += 3) tell(stream, kBegin + hours(hour), 1);
  EXPECT_EQ(stream.hours.size(), static_cast<std::size_t>(StreamVolume::kMostHours));
  tell(stream, kBegin + hours(100'000), 1);
  EXPECT_EQ(stream.hours.size(), static_cast<std::size_t>(StreamVolume::kMostHours));
}

}  // namespace
}  // namespace newswatch::correlation
