#include "daemon/pipeline/rule_costs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::Pair;

std::map<std::string, double> told(const RuleCosts& costs) {
  metrics::Sample sample;
  costs.sample(sample);
  std::map<std::string, double> by_rule;
  for (const auto& family : sample.families()) {
    for (const auto& series : family.metric) {
      by_rule[series.label.front().value] = series.counter.value;
    }
  }
  return by_rule;
}

TEST(RuleCosts, TellOfTheCostliestSinceTheStart) {
  RuleCosts costs(2);
  costs.add({{"a", seconds(1)}, {"b", seconds(4)}, {"c", seconds(2)}});
  costs.add({{"a", seconds(2)}});
  EXPECT_THAT(told(costs), ElementsAre(Pair("a", 3), Pair("b", 4)));
}

TEST(RuleCosts, TellOfAllWhereTheyAreFew) {
  RuleCosts costs(20);
  costs.add({{"a", seconds(1)}});
  EXPECT_THAT(told(costs), ElementsAre(Pair("a", 1)));
}

TEST(RuleCosts, ForgetRulesThatAreGone) {
  RuleCosts costs(2);
  costs.add({{"a", seconds(1)}, {"b", seconds(4)}});
  costs.keep_only({"a", "c"});
  EXPECT_THAT(told(costs), ElementsAre(Pair("a", 1)));
}

}  // namespace
}  // namespace newswatch::daemon
