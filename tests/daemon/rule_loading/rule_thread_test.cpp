#include "daemon/rule_loading/rule_thread.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <semaphore>

namespace newswatch::daemon {
namespace {

constexpr std::chrono::hours kNever{1};

int niceness() { return ::getpriority(PRIO_PROCESS, 0); }

/// A reload that says when it begins, and ends when it may.
struct SlowReload {
  void operator()() {
    begun.release();
    may_end.acquire();
    ++count;
  }

  std::counting_semaphore<> begun{0}, may_end{0};
  int count = 0;
};

TEST(RuleThread, ReloadsWhenAsked) {
  SlowReload reload;
  {
    RuleThread thread([&] { reload(); }, [] {}, kNever);
    thread.ask_to_reload();
    reload.begun.acquire();
    reload.may_end.release();
  }
  EXPECT_EQ(reload.count, 1);
}

TEST(RuleThread, TendsTheRulesAgainAndAgainWhenNothingIsAsked) {
  int reloads = 0;
  std::counting_semaphore<> tended{0};
  {
    RuleThread thread([&] { ++reloads; }, [&] { tended.release(); }, std::chrono::milliseconds(1));
    tended.acquire();
    tended.acquire();
  }
  EXPECT_EQ(reloads, 0);
}

TEST(RuleThread, GivesWayToAllOthers) {
  constexpr int kNicest = 19;
  int there = 0;
  std::binary_semaphore reloaded{0};
  const auto reload = [&] {
    there = niceness();
    reloaded.release();
  };
  const int before = niceness();
  RuleThread thread(
      reload, [] {}, kNever);
  thread.ask_to_reload();
  reloaded.acquire();
  EXPECT_EQ(there, kNicest);
  EXPECT_EQ(niceness(), before);
}

TEST(RuleThread, ReloadsOnceMoreForAllThatAskDuringAReload) {
  SlowReload reload;
  {
    RuleThread thread([&] { reload(); }, [] {}, kNever);
    thread.ask_to_reload();
    reload.begun.acquire();
    thread.ask_to_reload();
    thread.ask_to_reload();
    reload.may_end.release();
    reload.begun.acquire();
    reload.may_end.release();
  }
  EXPECT_EQ(reload.count, 2);
}

TEST(RuleThread, BeginsNothingOnceAskedToStop) {
  SlowReload reload;
  {
    RuleThread thread([&] { reload(); }, [] {}, kNever);
    thread.ask_to_reload();
    reload.begun.acquire();
    thread.ask_to_reload();
    thread.ask_to_stop();
    EXPECT_TRUE(thread.is_working());
    reload.may_end.release();
  }
  EXPECT_EQ(reload.count, 1);
}

}  // namespace
}  // namespace newswatch::daemon
