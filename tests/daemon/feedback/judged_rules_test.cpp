#include "daemon/feedback/judged_rules.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using kafka::Row;
using Rows = kafka::TableReader::Rows;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

Row verdict(std::int64_t offset, const std::string& rule, const std::string& word) {
  return {fmt::format(R"({{"alert": "a", "rule": "{}", "verdict": "{}"}})", rule, word), offset};
}

TEST(JudgedRules, CountsByRule) {
  JudgedRules judged;
  EXPECT_THAT(judged.update("t", {{{"a", 0}, verdict(0, "floods", "right")},
                                  {{"b", 0}, verdict(1, "floods", "wrong")},
                                  {{"b", 1}, verdict(0, "rain", "wrong")}}),
              IsEmpty());
  EXPECT_THAT(judged.tallies(),
              ElementsAre(Pair("floods", Tally{1, 1}), Pair("rain", Tally{0, 1})));
  EXPECT_DOUBLE_EQ(judged.tallies().at("floods").precision(), 0.5);
}

TEST(JudgedRules, FollowsChangesOfMind) {
  JudgedRules judged;
  Rows rows{{{"a", 0}, verdict(0, "floods", "right")}, {{"b", 0}, verdict(1, "floods", "right")}};
  judged.update("t", rows);
  rows[{"a", 0}] = verdict(2, "floods", "wrong");
  judged.update("t", rows);
  EXPECT_THAT(judged.tallies(), ElementsAre(Pair("floods", Tally{1, 1})));
  rows[{"b", 0}] = verdict(3, "rain", "right");
  judged.update("t", rows);
  EXPECT_THAT(judged.tallies(),
              ElementsAre(Pair("floods", Tally{0, 1}), Pair("rain", Tally{1, 0})));
  rows.clear();
  judged.update("t", rows);
  EXPECT_THAT(judged.tallies(), IsEmpty());
}

TEST(JudgedRules, TellsOfEachBadRowOnce) {
  JudgedRules judged;
  Rows rows{{{"a", 0}, {"?", 4}}, {{"b", 0}, verdict(5, "floods", "right")}};
  EXPECT_THAT(judged.update("t", rows), ElementsAre("t[0]@4 is no verdict: it is no JSON"));
  EXPECT_THAT(judged.update("t", rows), IsEmpty());
  EXPECT_THAT(judged.tallies(), ElementsAre(Pair("floods", Tally{1, 0})));
  rows[{"a", 0}] = verdict(6, "floods", "wrong");
  EXPECT_THAT(judged.update("t", rows), IsEmpty());
  EXPECT_THAT(judged.tallies(), ElementsAre(Pair("floods", Tally{1, 1})));
}

}  // namespace
}  // namespace newswatch::daemon
