#include "metrics/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "base/error.h"
#include "metrics/metrics_reference.h"

namespace newswatch::metrics {
namespace {

using testing::HasSubstr;
using testing::Not;

class MetricsText : public testing::Test {
 protected:
  Metrics metrics_{
      {"1.2.3", "2.0.2", "3.0.1"}, 2, {{"detector", {"bylines"}}, {"section", {"bylines"}}}};
};

/// Marks every metric of the catalogue with one series at least.
void fill(Metrics& metrics) {
  metrics.counter(Metric::Articles, {"art\"icles\n"}).Increment();
  metrics.set_rules({RuleId("a"), RuleId("b")});
  metrics.count_for_rule(Metric::Alerts, RuleId("a"), 2, {"topic"});
  metrics.count_for_rule(Metric::AlertsSuppressed, RuleId("a"), 2, {"copy"});
  metrics.counter(Metric::ArticlesBySource, {"other"}).Increment();
  metrics.count_for_rule(Metric::StoryArticles, RuleId("a"), 2, {"first"});
  metrics.count_for_rule(Metric::Quotations, RuleId("a"), 2);
  metrics.count_for_rule(Metric::NearMisses, RuleId("a"), 2);
  metrics.set_for_rule(Metric::RuleLastMatch, RuleId("a"), 2);
  metrics.on_scrape([](Sample& sample) {
    for (const Description& description : kCatalogue)
      if (description.sampled && !description.name.starts_with("process_"))
        sample.add(description.metric, 1, LabelValues(description.labels.size(), "x"));
  });
}

TEST_F(MetricsText, HoldsEveryMetricOfTheCatalogue) {
  fill(metrics_);
  const std::string text = metrics_.text();
  for (const Description& description : kCatalogue) {
    EXPECT_THAT(text, HasSubstr("# HELP " + std::string(description.name) + " "));
    EXPECT_THAT(text, HasSubstr("\n" + std::string(description.name)));
    EXPECT_THAT(metrics_reference(), HasSubstr("| `" + std::string(description.name) + "` |"));
    EXPECT_TRUE(description.help.ends_with('.')) << description.name;
  }
}

TEST_F(MetricsText, HasSeriesOfWhatTheWiringKnowsFromTheStart) {
  EXPECT_THAT(metrics_.text(),
              HasSubstr("newswatch_detector_seconds_count{detector=\"bylines\"} 0"));
  EXPECT_THAT(metrics_reference({{"detector", {"bylines"}}}), HasSubstr("| `detector`: bylines |"));
}

TEST_F(MetricsText, PassesPromtool) {
  const std::string promtool = NEWSWATCH_PROMTOOL;
  if (promtool.empty()) GTEST_SKIP() << "promtool IS NOT INSTALLED: metric names are not checked";
  fill(metrics_);
  const std::string errors = testing::TempDir() + "promtool-" + std::to_string(getpid());
  FILE* pipe = popen((promtool + " check metrics >" + errors + " 2>&1").c_str(), "w");
  ASSERT_NE(pipe, nullptr);
  const std::string text = metrics_.text();
  ASSERT_EQ(std::fwrite(text.data(), 1, text.size(), pipe), text.size());
  const int status = pclose(pipe);
  std::string words(10'000, '\0');
  FILE* file = std::fopen(errors.c_str(), "r");
  ASSERT_NE(file, nullptr);
  words.resize(std::fread(words.data(), 1, words.size(), file));
  std::fclose(file);
  std::remove(errors.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 0) << words;
}

TEST_F(MetricsText, PresetsWhatIsKnownInAdvance) {
  const std::string text = metrics_.text();
  EXPECT_THAT(text, HasSubstr("newswatch_articles_failed_total{code=\"not_utf8\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("newswatch_alerts_published_total 0\n"));
  EXPECT_THAT(text, HasSubstr("newswatch_stage_seconds_count{stage=\"commit\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("newswatch_log_messages_total{level=\"error\"} 0\n"));
}

TEST_F(MetricsText, NamesTheBuild) {
  const std::string text = metrics_.text();
  for (const auto* label : {"version=\"1.2.3\"", "librdkafka=\"2.0.2\"", "simdjson=\"3.0.1\""})
    EXPECT_THAT(text, HasSubstr(label));
}

TEST_F(MetricsText, KnowsTheProcess) {
  const std::string text = metrics_.text();
  EXPECT_THAT(text, HasSubstr("\nprocess_resident_memory_bytes "));
  EXPECT_THAT(text, HasSubstr("\nprocess_cpu_seconds_total "));
  EXPECT_THAT(text, HasSubstr("\nprocess_start_time_seconds "));
  EXPECT_THAT(text, HasSubstr("\nprocess_open_fds "));
}

/// The value of a metric without labels, as it is written.
std::string value_of(const std::string& text, const std::string& name) {
  const auto at = text.find('\n' + name + ' ');
  if (at == std::string::npos) return "absent";
  const auto from = at + name.size() + 2;
  return text.substr(from, text.find('\n', from) - from);
}

TEST_F(MetricsText, KnowsOneStartOfTheProcess) {
  constexpr const char* kName = "process_start_time_seconds";
  const std::string first = value_of(metrics_.text(), kName);
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  EXPECT_NEAR(std::stod(first), now.count(), 600);
  // An alert counts changes of it as restarts.
  for (int scrape = 0; scrape < 100; ++scrape) EXPECT_EQ(value_of(metrics_.text(), kName), first);
}

TEST_F(MetricsText, BoundsTheRules) {
  metrics_.set_rules({RuleId("a"), RuleId("b"), RuleId("c")});
  for (const auto* rule : {"a", "c", "d"})
    metrics_.count_for_rule(Metric::Detections, RuleId(rule), 2);
  const std::string text = metrics_.text();
  EXPECT_THAT(text, HasSubstr("newswatch_detections_total{rule=\"a\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("newswatch_detections_total{rule=\"b\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("newswatch_detections_total{rule=\"other\"} 4\n"));
  EXPECT_THAT(text, Not(HasSubstr("rule=\"c\"")));
}

TEST_F(MetricsText, GivesGaugesOnlyToRulesWithCountersOfTheirOwn) {
  metrics_.set_rules({RuleId("a"), RuleId("b"), RuleId("c")});
  for (const auto* rule : {"a", "c"}) metrics_.set_for_rule(Metric::RuleLastMatch, RuleId(rule), 7);
  const std::string text = metrics_.text();
  EXPECT_THAT(text, HasSubstr("newswatch_rule_last_match_timestamp_seconds{rule=\"a\"} 7\n"));
  EXPECT_THAT(text, Not(HasSubstr("newswatch_rule_last_match_timestamp_seconds{rule=\"b\"}")));
  EXPECT_THAT(text, Not(HasSubstr("rule=\"c\"")));
}

TEST_F(MetricsText, ForgetsRulesThatAreGone) {
  metrics_.set_rules({RuleId("a"), RuleId("b")});
  metrics_.set_for_rule(Metric::RuleLastMatch, RuleId("a"), 7);
  metrics_.count_for_rule(Metric::Alerts, RuleId("a"), 1, {"topic"});
  metrics_.set_rules({RuleId("b"), RuleId("c")});
  EXPECT_THAT(metrics_.text(), Not(HasSubstr("rule=\"a\"")));
  metrics_.count_for_rule(Metric::Alerts, RuleId("a"), 1, {"topic"});
  EXPECT_EQ(metrics_.counter(Metric::Alerts, {"other", "topic"}).Value(), 1);
}

TEST_F(MetricsText, DropsTheLagOfAPartitionThatIsNoLongerNamed) {
  bool assigned = true;
  metrics_.on_scrape([&](Sample& sample) {
    if (assigned) sample.add(Metric::ConsumerLagRecords, 7, {"articles", "3"});
  });
  EXPECT_THAT(metrics_.text(), HasSubstr("newswatch_kafka_consumer_lag{"));
  assigned = false;
  EXPECT_THAT(metrics_.text(), Not(HasSubstr("newswatch_kafka_consumer_lag")));
}

TEST_F(MetricsText, BringsTheClientsOfOneProcessTogether) {
  metrics_.on_scrape([](Sample& sample) {
    for (const double value : {2.0, 3.0, 1.0}) {
      sample.add(Metric::Rebalances, value);
      sample.take_highest(Metric::ConsumerLagSeconds, value);
      sample.take_lowest(Metric::BrokersUp, value);
    }
  });
  const std::string text = metrics_.text();
  EXPECT_THAT(text, HasSubstr("newswatch_kafka_rebalances_total 6\n"));
  EXPECT_THAT(text, HasSubstr("newswatch_consumer_lag_seconds 3\n"));
  EXPECT_THAT(text, HasSubstr("newswatch_kafka_brokers_up 1\n"));
}

TEST_F(MetricsText, MayBeReadWhileOthersCount) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([this] {
      for (int n = 0; n < 200; ++n) {
        metrics_.set_rules({RuleId(n % 2 == 0 ? "a" : "b")});
        metrics_.count_for_rule(Metric::Alerts, RuleId("a"), 1, {"topic"});
        metrics_.counter(Metric::AlertsPublished).Increment();
      }
    });
  for (int n = 0; n < 20; ++n) EXPECT_FALSE(metrics_.text().empty());
  threads.clear();
  EXPECT_EQ(metrics_.counter(Metric::AlertsPublished).Value(), 600);
}

TEST(MetricsCatalogue, NamesTheCodesOfDeadLettersAsTheContractDoes) {
  const ErrorCode codes[] = {ErrorCode::TooLarge,  ErrorCode::NotUtf8,     ErrorCode::InvalidJson,
                             ErrorCode::WrongType, ErrorCode::NoText,      ErrorCode::TooSlow,
                             ErrorCode::Crashed,   ErrorCode::CorruptBatch};
  std::vector<std::string_view> names;
  for (const auto code : codes) names.push_back(name_of(code));
  EXPECT_THAT(names, testing::ElementsAreArray(kRecordCodes));
}

}  // namespace
}  // namespace newswatch::metrics
