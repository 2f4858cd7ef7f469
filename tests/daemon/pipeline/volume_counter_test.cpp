#include "daemon/pipeline/volume_counter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Timestamp kNoon{Date(std::chrono::year(2026) / 11 / 27) + std::chrono::hours(12)};

TEST(VolumeCounter, TellsTheTimeOfEachMinuteAlone) {
  VolumeCounter counter;
  for (const auto after : {seconds(10), seconds(50), seconds(30), seconds(130 * 60)})
    counter.add(kNoon + after);
  const auto told = counter.take();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(told[0].minute, kNoon);
  EXPECT_EQ(told[0].articles, 3U);
  EXPECT_EQ(told[0].highest, kNoon + seconds(50));
  EXPECT_EQ(told[1].minute, kNoon + minutes(130));
  EXPECT_EQ(told[1].articles, 1U);
  EXPECT_TRUE(counter.is_empty());
}

// An hour that the stream's time has left behind grows no more: each must be told in its turn.
TEST(VolumeCounter, MakesNoHourLateForTheNext) {
  VolumeCounter counter;
  for (int minute = 0; minute < 10 * 60; ++minute) counter.add(kNoon + minutes(minute));
  correlation::StreamVolume stream;
  for (const auto& message : counter.take()) add(message, minutes(10), stream);
  EXPECT_THAT(stream.hours, testing::ElementsAreArray(std::vector<std::uint32_t>(10, 60)));
}

TEST(VolumeCounter, GoesOnWithWhatAnotherCounted) {
  VolumeCounter first, second;
  first.add(kNoon + seconds(10));
  for (const auto& message : first.counted()) second.add(message);
  second.add(kNoon + seconds(5));
  const auto told = second.take();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].articles, 2U);
  EXPECT_EQ(told[0].highest, kNoon + seconds(10));
}

TEST(VolumeCounter, KnowsWhetherTimeGoesOn) {
  VolumeCounter counter;
  EXPECT_FALSE(counter.is_of_minute_before(kNoon));
  counter.add(kNoon + seconds(59));
  EXPECT_FALSE(counter.is_of_minute_before(kNoon + seconds(1)));
  EXPECT_TRUE(counter.is_of_minute_before(kNoon + minutes(1)));
  EXPECT_FALSE(counter.is_of_hour_before(kNoon + minutes(59)));
  EXPECT_TRUE(counter.is_of_hour_before(kNoon + minutes(60)));
}

}  // namespace
}  // namespace newswatch::daemon
