#include "daemon/replay/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "daemon/process/temporary_folder.h"
#include "daemon/replay/kept_place.h"
#include "daemon/replay/replay_files.h"

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;

Checkpoint sample() {
  return {.asked = {{"articles", "ab"}, {"rules", "cd"}},
          .position = "1 200 3",
          .is_final = true,
          .written = {10, 0, 30, 0},
          .totals = {.articles = 1,
                     .alerts = 2,
                     .near_misses = 3,
                     .annotations = 4,
                     .dead_letters = 5,
                     .complete = false},
          .volumes = {"v", ""},
          .state = {{std::string("k\0", 2), "\xFF"}, {"l", ""}}};
}

TEST(Checkpoint, IsReadAsItWasWritten) {
  const auto read = decode_checkpoint(encode(sample()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, sample());
}

TEST(Checkpoint, ThatIsCutIsRefused) {
  const std::string whole = encode(sample());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(decode_checkpoint(whole.substr(0, size))) << size;
  EXPECT_FALSE(decode_checkpoint(whole + "x"));
}

/// A place that is kept, and files that are written.
class Kept : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return folder_.path() / name; }
  KeptPlace place(Request request = {{"articles", "ab"}, {"rules", "cd"}}) const {
    return {path("place"), std::move(request)};
  }
  static std::string why(const Result<std::optional<Checkpoint>>& read) {
    return read ? "" : read.error().message;
  }

  TemporaryFolder folder_ = std::move(TemporaryFolder::create()).value();
};

TEST_F(Kept, PlaceIsFoundAgain) {
  ASSERT_TRUE(place().write(sample()));
  const auto read = place().read(/*can_cut=*/false);
  ASSERT_TRUE(read && *read);
  EXPECT_EQ(**read, sample());
  ASSERT_TRUE(place().remove());
  const auto gone = place().read(false);
  EXPECT_TRUE(gone && !*gone);
}

TEST_F(Kept, PlaceOfAnotherReplayIsRefusedByWhatDiffers) {
  ASSERT_TRUE(place().write(sample()));
  EXPECT_THAT(why(place({{"articles", "ab"}, {"rules", "xy"}}).read(true)),
              HasSubstr("with other rules"));
  EXPECT_THAT(why(place({{"articles", "xy"}, {"rules", "cd"}}).read(true)),
              HasSubstr("with other articles"));
}

TEST_F(Kept, PlaceOfAKilledReplayNeedsAlertsThatCanBeCut) {
  Checkpoint killed = sample();
  killed.is_final = false;
  ASSERT_TRUE(place().write(killed));
  EXPECT_THAT(why(place().read(/*can_cut=*/false)), HasSubstr("was killed"));
  EXPECT_TRUE(place().read(/*can_cut=*/true));
}

TEST_F(Kept, PlaceMustBeOne) {
  std::ofstream(path("place")) << "articles";
  EXPECT_THAT(why(place().read(true)), HasSubstr("is no checkpoint"));
}

TEST_F(Kept, FilesAreCutBackToWhatWasWritten) {
  std::ofstream(path("alerts")) << "one\ntwo\nthr";
  ReplayFiles files(
      {.alerts = path("alerts"), .dead_letters = "", .near_misses = "", .annotations = ""});
  Checkpoint earlier;
  earlier.written = {4, 0, 0, 0};
  ASSERT_TRUE(files.open({}, &earlier));
  files.alerts() << "2\n" << std::flush;
  EXPECT_EQ(files.written()[0], 6U);
  EXPECT_EQ(*read_file(path("alerts")), "one\n2\n");
}

TEST_F(Kept, FilesThatAreShorterThanTheyWereAreRefused) {
  std::ofstream(path("alerts")) << "one\n";
  ReplayFiles files(
      {.alerts = path("alerts"), .dead_letters = "", .near_misses = "", .annotations = ""});
  Checkpoint earlier;
  earlier.written = {5, 0, 0, 0};
  const auto opened = files.open({}, &earlier);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("4 bytes instead of 5"));
}

}  // namespace
}  // namespace newswatch::daemon
