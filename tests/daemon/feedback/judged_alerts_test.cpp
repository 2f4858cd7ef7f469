#include "daemon/feedback/judged_alerts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using By = JudgedAlerts::By;
using testing::ElementsAre;
using testing::IsEmpty;

Verdict verdict(const std::string& alert, bool is_right, const std::string& article = "") {
  return {.alert = alert, .rule = "floods", .article = article, .by = "", .is_right = is_right};
}

TEST(JudgedAlerts, CountVerdictsByWhichRulesRaiseTheAlert) {
  JudgedAlerts judged;
  for (const char* alert : {"both", "lost", "gained", "neither"}) judged.add(verdict(alert, true));
  judged.add(verdict("lost", false));
  judged.note_raised({"both", "floods", "x"}, By::OldRules);
  judged.note_raised({"both", "floods", "x"}, By::NewRules);
  judged.note_raised({"lost", "floods", "y"}, By::OldRules);
  judged.note_raised({"gained", "floods", "z"}, By::NewRules);
  judged.note_raised({"of another", "floods", ""}, By::NewRules);
  const auto counts = judged.of_rule("floods");
  EXPECT_EQ(counts.before, (Tally{2, 1}));
  EXPECT_EQ(counts.after, (Tally{2, 0}));
  EXPECT_EQ(counts.gained, (Tally{1, 0}));
  EXPECT_EQ(counts.lost, (Tally{1, 1}));
  EXPECT_EQ(judged.count(), 5U);
  EXPECT_EQ(judged.count_raised(), 4U);
  EXPECT_EQ(judged.of_rule("rain").before, Tally());
}

TEST(JudgedAlerts, AreFoundByArticleWhateverTheirIds) {
  JudgedAlerts judged;
  judged.add(verdict("id of a former version", false, "n7"));
  EXPECT_EQ(judged.of({"new id", "floods", "n7"}), (Tally{0, 1}));
  EXPECT_EQ(judged.of({"new id", "rain", "n7"}), Tally());
  EXPECT_EQ(judged.of({"new id", "floods", ""}), Tally());
}

TEST(JudgedAlerts, CountAVerdictOnceHoweverOftenItsAlertComes) {
  JudgedAlerts judged;
  judged.add(verdict("a", true, "n7"));
  for (const char* id : {"version 1", "version 2"})
    judged.note_raised({id, "floods", "n7"}, By::OldRules);
  EXPECT_EQ(judged.of_rule("floods").before, (Tally{1, 0}));
}

TEST(JudgedAlerts, AreReadFromLinesOfWhichTheLastCounts) {
  std::vector<std::string> problems;
  const auto judged = judged_alerts(
      R"({"alert": "a", "rule": "floods", "verdict": "right"}

{"alert": "a", "rule": "floods", "verdict": "wrong"}
{"alert": "a", "rule": "floods", "verdict": "right", "by": "anna"}
{"alert": "b", "rule": "rain"}
{"alert": "c", "rule": "rain", "verdict": "right"})",
      "verdicts.ndjson", problems);
  EXPECT_EQ(judged.of({"a", "floods", ""}), (Tally{1, 1}));
  EXPECT_EQ(judged.of({"c", "rain", ""}), (Tally{1, 0}));
  EXPECT_EQ(judged.count(), 3U);
  EXPECT_THAT(problems, ElementsAre("verdicts.ndjson:5: this is no verdict: expected a text as "
                                    "\"verdict\""));
}

TEST(JudgedAlerts, OfNoTextAreNone) {
  std::vector<std::string> problems;
  EXPECT_EQ(judged_alerts("", "f", problems).count(), 0U);
  EXPECT_EQ(judged_alerts("\r\n \n", "f", problems).count(), 0U);
  EXPECT_THAT(problems, IsEmpty());
}

}  // namespace
}  // namespace newswatch::daemon
