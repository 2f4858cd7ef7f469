#include "correlation/surges/surge_entry.h"

#include <gtest/gtest.h>

#include "correlation/surges/stream_volume.h"

namespace newswatch::correlation {
namespace {

SurgeEntry entry() {
  SurgeEntry entry;
  entry.watched_from = 400'000;
  entry.end = 496'000;
  entry.closed = {{1, 2}, {0, 0}, {0, 0}, {0, 1}, {300, 40}, {0, 0}};
  entry.open = {{.window = 495'999, .stories = {{7, 12, "a"}, {9, 3, ""}}, .outlets = {5, 6}},
                {.window = 496'001, .stories = {{1, 0, "b"}}, .outlets = {5}}};
  entry.level = 2;
  entry.last_surge_window = 495'990;
  return entry;
}

TEST(SurgeEntry, IsReadAsItWasWritten) {
  const auto read = decode_surge_entry(encode(entry()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, entry());
}

TEST(SurgeEntry, IsRefusedWhereverItIsCut) {
  const std::string bytes = encode(entry());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_surge_entry(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(decode_surge_entry(bytes + "x"));
}

TEST(SurgeEntry, TakesLittleMoreThanAKilobyte) {
  SurgeEntry busy;
  busy.end = 496'000;
  busy.closed.assign(28 * 24, {2, 3});
  EXPECT_LT(encode(busy).size(), 1400U);
  busy.closed.assign(28 * 24, {});
  EXPECT_LT(encode(busy).size(), 32U);
}

TEST(StreamVolume, IsReadAsItWasWritten) {
  const StreamVolume stream{
      .clock = begin_of(496'000, WindowLength(1)), .end = 496'001, .hours = {0, 1000, 70'000}};
  const auto read = decode_stream_volume(encode(stream));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, stream);
  EXPECT_FALSE(decode_stream_volume(encode(stream) + "x"));
}

}  // namespace
}  // namespace newswatch::correlation
