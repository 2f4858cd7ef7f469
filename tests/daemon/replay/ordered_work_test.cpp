#include "daemon/replay/ordered_work.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <numeric>

namespace newswatch::daemon {
namespace {

using testing::ElementsAreArray;
using testing::Le;

/// Numbers up to `pieces`, which are slow or quick in turns.
struct Counting {
  int pieces;
  int taken = 0;
  std::atomic<int> in_hand = 0;
  std::atomic<int> most_in_hand = 0;
  std::vector<int> handed_on = {};

  void run(std::size_t threads, int give_up_at = -1) {
    OrderedWork<int, int>(threads, {.take =
                                        [this] {
                                          if (taken == pieces) return std::optional<int>();
                                          most_in_hand = std::max(most_in_hand.load(), ++in_hand);
                                          return std::optional(taken++);
                                        },
                                    .work =
                                        [](std::size_t, int piece) {
                                          if (piece % 3 == 0) std::this_thread::yield();
                                          return piece;
                                        },
                                    .hand_on =
                                        [&](int outcome) {
                                          --in_hand;
                                          handed_on.push_back(outcome);
                                          return outcome != give_up_at;
                                        }})
        .run();
  }
};

class OrderedWorkOf : public testing::TestWithParam<std::size_t> {};

TEST_P(OrderedWorkOf, ComesInOrderAndWhole) {
  Counting counting{.pieces = 2000};
  counting.run(GetParam());
  std::vector<int> all(2000);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_THAT(counting.handed_on, ElementsAreArray(all));
}

TEST_P(OrderedWorkOf, HoldsLittleAtOnce) {
  Counting counting{.pieces = 2000};
  counting.run(GetParam());
  EXPECT_THAT(static_cast<std::size_t>(counting.most_in_hand.load()), Le(4 * GetParam()));
}

TEST_P(OrderedWorkOf, EndsBehindWhatGaveUp) {
  Counting counting{.pieces = 2000};
  counting.run(GetParam(), /*give_up_at=*/100);
  EXPECT_EQ(counting.handed_on.size(), 101U);
  EXPECT_EQ(counting.handed_on.back(), 100);
}

INSTANTIATE_TEST_SUITE_P(Threads, OrderedWorkOf, testing::Values(1, 2, 3, 8));

TEST(OrderedWork, GivesEachThreadAWorkerOfItsOwn) {
  std::array<std::atomic<bool>, 4> busy{};
  std::atomic<bool> shared = false;
  int taken = 0;
  OrderedWork<int, int>(
      4, {.take = [&] { return taken < 500 ? std::optional(taken++) : std::optional<int>(); },
          .work =
              [&](std::size_t worker, int piece) {
                if (busy.at(worker).exchange(true)) shared = true;
                std::this_thread::yield();
                busy.at(worker) = false;
                return piece;
              },
          .hand_on = [](int) { return true; }})
      .run();
  EXPECT_FALSE(shared);
}

}  // namespace
}  // namespace newswatch::daemon
