#include "daemon/replay/replay.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "consumers/file_source.h"
#include "daemon/process/temporary_folder.h"
#include "daemon/rule_loading/file_rules.h"
#include "publishers/file_sink.h"
#include "tests/articles/default_fields.h"

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;

constexpr std::string_view kRules = R"(
topics:
  - {id: floods, name: Floods, query: 'flood*', alert_on: first, threshold: {count: 2, within: 6h}}
  - {id: rain, name: Rain, query: rain, throttle: {at_most: 3, per: 24h}}
  - {id: wind, name: Wind, query: wind, digest: {every: 12h}}
  - {id: quakes, name: Quakes, query: quake}
surges:
  - {id: quake-surge, name: Quakes surge, of: quakes}
)";

constexpr int kSlots = 4032;  // of fifteen minutes: 42 days

bool is_in_surge(int slot) { return slot / 4 >= 40 * 24 && slot / 4 < 40 * 24 + 3; }

/// One of the articles of a slot. Each has names of its own; some withdraw one before.
std::string article(int slot, int which) {
  std::string words = slot % 7 == 0 ? "rain" : slot % 11 == 0 ? "wind" : "sun";
  if (slot % 13 == 0) words += " and floods";
  if (is_in_surge(slot) || slot % 50 == 0) words += " and a quake";
  const int number = slot * 3 + which;
  std::string names;
  for (const int step : {31, 37, 41, 43, 47, 53})
    names += fmt::format(" Q{}x{}", step, number * step % 991);
  const bool withdraws = slot % 97 == 3;
  const auto time = Timestamp(Date(std::chrono::year(2026) / 3 / 1)) +
                    std::chrono::minutes(slot * 15 + slot * 7 % 5 + which);
  return fmt::format(R"({{"id": "a{}", "title": "Place{} reports {}", )"
                     R"("body": "Today{} saw {}. The mayor of{} said so.", )"
                     R"("source": "outlet{}", "published_at": "{}"{}}})",
                     withdraws ? number - 9 : number, number * 31 % 997, words, names, words, names,
                     number % 9, format_rfc3339(time),
                     withdraws ? R"(, "status": "withdrawn")" : "");
}

ArticleStageOptions stage_options() {
  ArticleStageOptions options;
  options.decoder.fields = articles::default_fields();
  options.alert_source = "/newswatch/test";
  return options;
}

/// An archive of 42 days with a surge in it, and its rules.
class ReplayTest : public testing::Test {
 protected:
  ReplayTest() {
    std::ofstream(path("rules.yaml")) << kRules;
    std::ofstream first(path("first.ndjson")), second(path("second.ndjson"));
    for (int slot = 0; slot < kSlots; ++slot) {
      for (int which = 0; which < (is_in_surge(slot) ? 3 : 1); ++which)
        (slot < 1500 ? first : second) << article(slot, which) << '\n';
    }
    first << "{\"id\": \"broken\n";
    first.close();
    second.close();
    FileRules files(path("rules.yaml"));
    const auto problems = rules_.load(files);
    EXPECT_TRUE(problems.errors.empty()) << rules::to_string(problems.errors.front());
  }

  std::string path(const std::string& name) const { return folder_.path() / name; }

  /// What one run wrote, and what it kept.
  struct Run {
    std::string alerts;
    ReplayTotals totals;
    std::vector<std::pair<Checkpoint, std::size_t>> kept = {};  ///< And the bytes written then.
    Replay::Ending ending = Replay::Ending::Complete;
  };

  Run run(std::size_t threads, bool keeps, const Checkpoint* earlier = nullptr,
          int interrupt_after = -1) {
    consumers::FileSource source({path("first.ndjson"), path("second.ndjson")});
    std::ostringstream alerts, complaints;
    publishers::FileSink sink(alerts, complaints, nullptr);
    Run run{.alerts = {}, .totals = {}};
    int batches = 0;
    ReplayParts parts{.source = source,
                      .rules = rules_,
                      .sink = sink,
                      .is_interrupted = [&] { return batches++ == interrupt_after; },
                      .on_failure = [](const Error& error) { ADD_FAILURE() << error.message; },
                      .on_batch = [](const auto&, const auto&) {},
                      .keep = {}};
    if (keeps) {
      parts.keep = [&](Checkpoint checkpoint) -> Result<void> {
        run.kept.emplace_back(std::move(checkpoint), alerts.str().size());
        return {};
      };
    }
    Replay replay(
        {.threads = threads, .stage = stage_options(), .keep_every = std::chrono::milliseconds(0)},
        std::move(parts));
    if (earlier != nullptr) {
      EXPECT_TRUE(replay.resume(*earlier));
    }
    const auto ending = replay.run();
    EXPECT_TRUE(ending);
    run.ending = *ending;
    run.alerts = alerts.str();
    run.totals = replay.totals();
    return run;
  }

  TemporaryFolder folder_ = std::move(TemporaryFolder::create()).value();
  RuleStore rules_;
};

TEST_F(ReplayTest, GivesTheSameBytesForAnyNumberOfThreads) {
  const Run alone = run(1, /*keeps=*/false);
  EXPECT_EQ(alone.totals.articles, 4056U);
  EXPECT_EQ(alone.totals.dead_letters, 1U);
  EXPECT_THAT(alone.alerts, HasSubstr(R"("subject":"quake-surge")"));
  EXPECT_THAT(alone.alerts, HasSubstr(R"("kind":"digest")"));
  EXPECT_THAT(alone.alerts, HasSubstr(R"("kind":"retraction")"));
  for (const std::size_t threads : {2, 3, 8}) {
    const Run many = run(threads, false);
    EXPECT_EQ(many.alerts, alone.alerts) << threads;
    EXPECT_EQ(many.totals, alone.totals) << threads;
  }
}

TEST_F(ReplayTest, GoesOnFromEachOfItsCheckpoints) {
  const Run whole = run(2, /*keeps=*/true);
  ASSERT_GE(whole.kept.size(), 10U);
  for (std::size_t i = 0; i < whole.kept.size(); i += 9) {
    const auto& [checkpoint, written] = whole.kept[i];
    const auto read = decode_checkpoint(encode(checkpoint));
    ASSERT_TRUE(read);
    const Run rest = run(1, true, &*read);
    EXPECT_EQ(whole.alerts.substr(0, written) + rest.alerts, whole.alerts) << i;
    EXPECT_EQ(rest.totals, whole.totals) << i;
  }
}

TEST_F(ReplayTest, GoesOnWhereItWasInterrupted) {
  const Run whole = run(2, /*keeps=*/false);
  for (const int batches : {0, 1, 7}) {
    const Run begun = run(2, /*keeps=*/true, nullptr, batches);
    ASSERT_EQ(begun.ending, Replay::Ending::Interrupted);
    ASSERT_FALSE(begun.kept.empty());
    const Checkpoint& last = begun.kept.back().first;
    EXPECT_TRUE(last.is_final);
    const Run rest = run(2, true, &last);
    EXPECT_EQ(begun.alerts + rest.alerts, whole.alerts) << batches;
  }
}

TEST_F(ReplayTest, EndsWhenItsPlaceCannotBeKept) {
  consumers::FileSource source({path("first.ndjson")});
  std::ostringstream alerts, complaints;
  publishers::FileSink sink(alerts, complaints, nullptr);
  Replay replay(
      {.threads = 2, .stage = stage_options(), .keep_every = std::chrono::milliseconds(0)},
      {.source = source,
       .rules = rules_,
       .sink = sink,
       .is_interrupted = [] { return false; },
       .on_failure = [](const Error&) {},
       .on_batch = [](const auto&, const auto&) {},
       .keep = [](const Checkpoint&) -> Result<void> {
         return fail(ErrorCode::Io, "the disk is full");
       }});
  const auto ended = replay.run();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().message, "the disk is full");
}

}  // namespace
}  // namespace newswatch::daemon
