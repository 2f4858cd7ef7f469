#include "daemon/feedback/feedback_watch.h"

#include "tests/kafka/test_cluster.h"

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class FeedbackWatchTest : public testing::Test {
 protected:
  void put(const std::string& key, const std::string& rule, const std::string& word) {
    cluster_.put_row(topic_, key,
                     fmt::format(R"({{"alert": "a", "rule": "{}", "verdict": "{}"}})", rule, word));
  }

  /// Values of `newswatch_rule_precision` by rule.
  std::vector<std::pair<std::string, double>> precisions(const std::vector<std::string>& rules,
                                                         std::size_t most = 10) const {
    metrics::Sample sample;
    watch_.sample(rules, most, sample);
    std::vector<std::pair<std::string, double>> found;
    for (const auto& family : sample.families()) {
      if (family.name != "newswatch_rule_precision") continue;
      for (const auto& series : family.metric)
        found.emplace_back(series.label.front().value, series.gauge.value);
    }
    return found;
  }

  kafka::TestCluster cluster_;
  std::string topic_ = cluster_.new_topic();
  FeedbackWatch watch_{
      std::move(kafka::TableReader::create(cluster_.options({}), topic_, {})).value()};
};

TEST_F(FeedbackWatchTest, TellsOfVerdictsAsTheyCome) {
  put("a", "floods", "right");
  ASSERT_TRUE(kafka::eventually([&] {
    return precisions({"floods"}) == std::vector{std::pair(std::string("floods"), 1.0)};
  }));
  put("b", "floods", "wrong");
  ASSERT_TRUE(kafka::eventually([&] {
    return precisions({"floods"}) == std::vector{std::pair(std::string("floods"), 0.5)};
  }));
}

TEST_F(FeedbackWatchTest, TellsOfRulesThatAreThereAndWereJudgedMost) {
  put("a", "floods", "right");
  put("b", "rain", "right");
  put("c", "rain", "wrong");
  put("d", "gone", "right");
  ASSERT_TRUE(kafka::eventually([&] {
    return precisions({"floods", "gone", "rain"}).size() == 3;
  }));
  EXPECT_THAT(precisions({"floods", "rain", "wind"}),
              ElementsAre(Pair("floods", 1.0), Pair("rain", 0.5)));
  EXPECT_THAT(precisions({"floods", "rain"}, 1), ElementsAre(Pair("rain", 0.5)));
  EXPECT_THAT(precisions({}), IsEmpty());
}

}  // namespace
}  // namespace newswatch::daemon
