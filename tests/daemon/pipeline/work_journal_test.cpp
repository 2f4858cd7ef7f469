#include "daemon/pipeline/work_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "daemon/process/temporary_folder.h"

namespace newswatch::daemon {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Origin kBad{"articles", 3, 42};
const Origin kOther{"articles", 4, 7};

class WorkJournalTest : public testing::Test {
 protected:
  std::unique_ptr<WorkJournal> open() const {
    return std::move(WorkJournal::open(folder_.path(), "newswatch")).value();
  }
  /// Does the work in a process of its own. @return how that ended, as `waitpid` has it.
  int in_a_process(const std::function<void(WorkJournal&)>& work) const {
    const pid_t child = fork();
    if (child == 0) {
      work(*open());
      std::_Exit(0);
    }
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return status;
  }
  void die_of(int signal) const {
    const int status = in_a_process([signal](WorkJournal& journal) {
      journal.slot(0)->adopt();
      const WorkJournal::Work work(journal.slot(0), kBad);
      Activity::note("quotes");
      std::raise(signal);
    });
    EXPECT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(WTERMSIG(status), signal);
  }

  TemporaryFolder folder_ = std::move(TemporaryFolder::create()).value();
};

TEST_F(WorkJournalTest, SuspectsNothingAtFirstNorAfterAnOrderlyEnd) {
  EXPECT_THAT(open()->suspicions(), IsEmpty());
  in_a_process([](WorkJournal& journal) {
    journal.slot(0)->adopt();
    const WorkJournal::Work work(journal.slot(0), kBad);
  });
  EXPECT_THAT(open()->suspicions(), IsEmpty());
}

TEST_F(WorkJournalTest, ConvictsARecordThatEndedTheProcessThreeTimes) {
  for (const int signal : {SIGSEGV, SIGKILL, SIGABRT}) {
    EXPECT_FALSE(open()->slot(0)->verdict(kBad)) << signal;
    die_of(signal);
  }
  const auto journal = open();
  const auto verdict = journal->slot(5)->verdict(kBad);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->code, ErrorCode::Crashed);
  EXPECT_EQ(verdict->message, "ended the process 3 times, at \"quotes\"");
  EXPECT_FALSE(journal->slot(0)->verdict(kOther));
  EXPECT_THAT(journal->suspicions(), ElementsAre(HasSubstr("articles[3] offset 42")));
  journal->slot(0)->forget(kBad);
  EXPECT_FALSE(journal->slot(5)->verdict(kBad));
}

TEST_F(WorkJournalTest, ForgetsARecordThatWentWellTheNextTime) {
  die_of(SIGSEGV);
  die_of(SIGSEGV);
  {
    const auto journal = open();
    const WorkJournal::Work work(journal->slot(0), kBad);
  }
  EXPECT_THAT(open()->suspicions(), IsEmpty());
}

TEST_F(WorkJournalTest, SuspectsTheThreadWhoseSignalItWasAndElseAll) {
  const auto two_at_work = [](int signal) {
    return [signal](WorkJournal& journal) {
      journal.slot(0)->adopt();
      const WorkJournal::Work work(journal.slot(0), kBad);
      std::atomic<bool> begun = false;
      std::thread([&] {
        journal.slot(1)->adopt();
        const WorkJournal::Work other(journal.slot(1), kOther);
        begun = true;
        begun.notify_one();
        begun.wait(true);
      }).detach();
      begun.wait(false);
      std::raise(signal);
    };
  };
  in_a_process(two_at_work(SIGKILL));
  EXPECT_THAT(open()->suspicions(), testing::SizeIs(2));
  std::filesystem::remove(folder_.path() / "newswatch.0.journal");
  in_a_process(two_at_work(SIGSEGV));
  EXPECT_THAT(open()->suspicions(), ElementsAre(HasSubstr("[3]")));
}

TEST_F(WorkJournalTest, LetsSuspectsAndOthersTakeTurns) {
  die_of(SIGSEGV);
  const auto journal = open();
  std::atomic<int> at_work = 0;
  std::atomic<bool> alone = true;
  const auto work = [&](std::size_t number) {
    for (std::int64_t offset = 0; offset < 200; ++offset) {
      const Origin origin = {"articles", 9, offset};
      const WorkJournal::Work one(journal->slot(number), origin);
      if (++at_work > 1) alone = false;
      std::this_thread::yield();
      --at_work;
    }
  };
  std::thread first(work, 0);
  std::thread second(work, 1);
  first.join();
  second.join();
  EXPECT_TRUE(alone);
}

TEST_F(WorkJournalTest, ConvictsWhatTookTooLongAtOnce) {
  in_a_process([](WorkJournal& journal) {
    journal.slot(0)->adopt();
    const WorkJournal::Work work(journal.slot(0), kBad);
    Activity::note("topics");
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_EQ(journal.mark_slow(std::chrono::hours(1)), std::nullopt);
    EXPECT_THAT(journal.mark_slow(milliseconds(10)), testing::Optional(HasSubstr("offset 42")));
    std::_Exit(70);
  });
  const auto verdict = open()->slot(0)->verdict(kBad);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->code, ErrorCode::TooSlow);
  EXPECT_THAT(verdict->message, HasSubstr("at \"topics\""));
}

TEST_F(WorkJournalTest, MarksNobodyWhoIsBetweenTwoRecords) {
  const auto journal = open();
  { const WorkJournal::Work work(journal->slot(0), kBad); }
  EXPECT_EQ(journal->mark_slow(milliseconds(0)), std::nullopt);
}

TEST_F(WorkJournalTest, SuspectsWhatIsFetchedAfterThreeEndsWithoutProgress) {
  for (std::uint32_t ends = 0; ends < WorkJournal::kMostCrashes; ++ends)
    EXPECT_FALSE(open()->suspects_fetching()) << ends;
  {
    const auto journal = open();
    EXPECT_TRUE(journal->suspects_fetching());
    journal->note_progress();  // too early to be calm
  }
  const auto journal = open();
  EXPECT_TRUE(journal->suspects_fetching());
  journal->note_orderly_end();
}

TEST_F(WorkJournalTest, ForgetsEndsWithoutProgressOnceThereIsSome) {
  open();
  open();
  open()->slot(0)->note_progress();
  for (std::uint32_t ends = 0; ends < WorkJournal::kMostCrashes; ++ends)
    EXPECT_FALSE(open()->suspects_fetching()) << ends;
  open()->note_orderly_end();
  EXPECT_FALSE(open()->suspects_fetching());
}

TEST_F(WorkJournalTest, GivesASecondProcessAFileOfItsOwn) {
  const auto first = open();
  const auto second = open();
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "newswatch.0.journal"));
  EXPECT_TRUE(std::filesystem::exists(folder_.path() / "newswatch.1.journal"));
}

TEST_F(WorkJournalTest, BeginsAnewWhereTheFileIsNoJournal) {
  std::ofstream(folder_.path() / "newswatch.0.journal") << "something else";
  EXPECT_THAT(open()->suspicions(), IsEmpty());
}

TEST_F(WorkJournalTest, SaysWhyThereCanBeNone) {
  std::ofstream(folder_.path() / "file") << "";
  const auto none = WorkJournal::open(folder_.path() / "file", "newswatch");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::Io);
  EXPECT_THAT(none.error().message, HasSubstr("file"));
}

TEST_F(WorkJournalTest, KeepsManySuspectsAndLetsTheLeastGo) {
  die_of(SIGSEGV);
  die_of(SIGSEGV);
  for (std::int64_t offset = 0; offset < 40; ++offset) {
    in_a_process([offset](WorkJournal& journal) {
      journal.slot(0)->adopt();
      const Origin origin = {"articles", 5, offset};
      const WorkJournal::Work work(journal.slot(0), origin);
      std::raise(SIGKILL);
    });
  }
  die_of(SIGSEGV);
  const auto journal = open();
  EXPECT_THAT(journal->suspicions(), testing::SizeIs(WorkJournal::kMostSuspects));
  EXPECT_TRUE(journal->slot(0)->verdict(kBad));
}

}  // namespace
}  // namespace newswatch::daemon
