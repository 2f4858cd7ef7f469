#include "daemon/rule_loading/kafka_rules.h"

#include "daemon/rule_loading/rule_store.h"
#include "tests/kafka/test_cluster.h"

namespace newswatch::daemon {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string rule(const std::string& id, const std::string& query = "flood") {
  return fmt::format("topics: [{{id: {}, name: A, query: '{}'}}]", id, query);
}

std::vector<std::string> words(const std::vector<rules::Problem>& problems) {
  std::vector<std::string> words;
  for (const rules::Problem& problem : problems) words.push_back(to_string(problem));
  return words;
}

class KafkaRulesTest : public testing::Test {
 protected:
  void put(const std::string& key, const std::optional<std::string>& value) {
    cluster_.put_row(topic_, key, value);
  }

  void wait_for_the_first_rules() {
    ASSERT_TRUE(kafka::eventually([&] { return rules_.has_news(milliseconds(100)); }));
  }
  /// Takes what was written, and lets the topic be silent for long enough.
  void wait_for_a_change() {
    ASSERT_TRUE(kafka::eventually([&] {
      now_ += Settling::kQuiet;
      return rules_.has_news(milliseconds(0));
    }));
  }
  std::vector<std::string> ids() const { return store_.current()->rule_ids(); }

  kafka::TestCluster cluster_;
  std::string topic_ = cluster_.new_topic();
  Settling::Time now_;
  KafkaRules rules_{std::move(kafka::TableReader::create(cluster_.options({}), topic_, {})).value(),
                    [this] { return now_; }};
  RuleStore store_;
};

TEST_F(KafkaRulesTest, AreThoseOfAllRecords) {
  put("floods", rule("floods"));
  put("jane-doe", R"({"officials": [{"id": "jane-doe", "name": "Jane Doe",
                     "roles": [{"title": "Mayor", "from": "2020-01-01"}]}]})");
  wait_for_the_first_rules();
  EXPECT_THAT(words(store_.load(rules_).errors), IsEmpty());
  EXPECT_THAT(ids(), ElementsAre("floods", "jane-doe"));
  EXPECT_FALSE(rules_.has_news(milliseconds(0)));
}

TEST_F(KafkaRulesTest, OfAnEmptyTopicAreNoneWithAWarning) {
  wait_for_the_first_rules();
  const auto problems = store_.load(rules_);
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(words(problems.warnings),
              ElementsAre(topic_ + ": the topic holds no rules, so nothing raises alerts"));
  EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(KafkaRulesTest, AreNotReadByHalves) {
  EXPECT_THAT(words(store_.load(rules_).errors),
              ElementsAre(topic_ + ": the topic is not read to its end yet"));
  wait_for_the_first_rules();
  EXPECT_THAT(store_.load(rules_).errors, IsEmpty());
}

TEST_F(KafkaRulesTest, ChangeWithTheTopic) {
  put("floods", rule("floods"));
  put("storms", rule("storms"));
  wait_for_the_first_rules();
  store_.load(rules_);
  put("floods", std::nullopt);
  put("fires", rule("fires"));
  // The two may come one by one, and time flies here.
  EXPECT_TRUE(kafka::eventually([&] {
    wait_for_a_change();
    EXPECT_THAT(store_.load(rules_).errors, IsEmpty());
    return ids() == std::vector<std::string>{"fires", "storms"};
  }));
}

TEST_F(KafkaRulesTest, NameTheRecordThatIsWrongUntilItIsMended) {
  put("floods", rule("floods"));
  wait_for_the_first_rules();
  store_.load(rules_);
  put("storms", rule("storms", "storm OR"));
  wait_for_a_change();
  EXPECT_THAT(words(store_.load(rules_).errors),
              ElementsAre(AllOf(StartsWith(topic_ + "[0]@1 (storms):1:"), HasSubstr("query"))));
  EXPECT_THAT(ids(), ElementsAre("floods"));
  put("storms", rule("storms"));
  wait_for_a_change();
  EXPECT_THAT(store_.load(rules_).errors, IsEmpty());
  EXPECT_THAT(ids(), ElementsAre("floods", "storms"));
}

TEST_F(KafkaRulesTest, HaveTheirIdsAsKeys) {
  put("floods", rule("storms"));
  put("", rule("fires"));
  put(std::string(200, 'x'), "");
  wait_for_the_first_rules();
  EXPECT_THAT(
      words(store_.load(rules_).errors),
      ElementsAre(topic_ + "[0]@0 (floods):1:10: expected one rule with the id \"floods\", "
                           "found \"storms\"",
                  topic_ + "[0]@1 (no key): expected the id of the rule as the record's key",
                  StartsWith(topic_ + "[0]@2 (" + std::string(100, 'x') + "…): ")));
}

TEST(Settling, WaitsForSilenceButNotForEver) {
  Settling changes;
  Settling::Time now;
  EXPECT_FALSE(changes.is_due(now));
  changes.note_change(now);
  EXPECT_FALSE(changes.is_due(now));
  EXPECT_TRUE(changes.is_due(now + Settling::kQuiet));
  const auto begin = now;
  for (; now - begin < Settling::kLongest; now += milliseconds(900)) {
    changes.note_change(now);
    EXPECT_FALSE(changes.is_due(now));
  }
  EXPECT_TRUE(changes.is_due(now));
  changes.reset();
  EXPECT_FALSE(changes.is_due(now));
}

TEST_F(KafkaRulesTest, SayWhyNothingComes) {
  if (const auto why = kafka::why_no_early_refusal(); !why.empty()) GTEST_SKIP() << why;
  cluster_.set_topic_error(topic_, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  EXPECT_EQ(rules_.complaint(), "not read to its end yet");
  EXPECT_TRUE(kafka::eventually([&] {
    EXPECT_FALSE(rules_.has_news(milliseconds(100)));
    return !rules_.refused().empty();
  }));
  EXPECT_THAT(rules_.complaint().value_or(""), HasSubstr(topic_));
  cluster_.set_topic_error(topic_, RD_KAFKA_RESP_ERR_NO_ERROR);
  wait_for_the_first_rules();
  EXPECT_EQ(rules_.complaint(), std::nullopt);
}

}  // namespace
}  // namespace newswatch::daemon
