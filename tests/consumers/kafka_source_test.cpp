#include "consumers/kafka_source.h"

#include <set>
#include <thread>

#include "tests/consumers/payloads.h"
#include "tests/kafka/test_cluster.h"

namespace newswatch::consumers {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class KafkaSourceTest : public testing::Test {
 protected:
  std::unique_ptr<KafkaSource> open(const kafka::ConnectionOptions& options) {
    return std::make_unique<KafkaSource>(
        std::move(kafka::Consumer::create(options, [this](int, auto, std::string_view message) {
          log_ += std::string(message) + "\n";
        })).value());
  }
  static std::vector<Record> take(KafkaSource& source, std::size_t count) {
    std::vector<Record> all;
    std::vector<Record> batch;
    EXPECT_TRUE(kafka::eventually([&] {
      EXPECT_TRUE(source.poll(batch, count - all.size(), milliseconds(50)));
      all.insert(all.end(), batch.begin(), batch.end());
      return all.size() >= count;
    }));
    return all;
  }
  std::string topic_with(const std::vector<std::string>& payloads) {
    auto topic = cluster_.new_topic();
    cluster_.put(topic, payloads);
    return topic;
  }
  /// All that was there is committed: whoever reads next gets what is new alone.
  void expect_nothing_again(const kafka::ConnectionOptions& options, const std::string& topic) {
    cluster_.put(topic, {"c"});
    const auto source = open(options);
    EXPECT_THAT(payloads(take(*source, 1)), ElementsAre("c"));
  }
  /// Of two records one's commit is under way, and the other's behind it.
  void leave_a_commit_waiting(KafkaSource& source) {
    take(source, 1);
    cluster_.set_round_trip(milliseconds(500));
    ASSERT_TRUE(source.commit_soon());
    take(source, 1);
    ASSERT_TRUE(source.commit_soon());
    cluster_.set_round_trip(milliseconds(0));
  }

  kafka::TestCluster cluster_;
  std::string log_;
};

TEST_F(KafkaSourceTest, BringsAgainWhatWasNotCommittedAndNothingElse) {
  const auto topic = topic_with({"a", "b", "c", "d"});
  const auto options = cluster_.options({topic});
  {
    const auto source = open(options);
    take(*source, 2);
    ASSERT_TRUE(source->commit());
    EXPECT_THAT(payloads(take(*source, 1)), ElementsAre("c"));
  }
  const auto source = open(options);
  EXPECT_THAT(payloads(take(*source, 2)), ElementsAre("c", "d"));
}

TEST_F(KafkaSourceTest, HandsOutAgainWhatWasNotCommittedWhenItIsRewound) {
  const auto topic = topic_with({"a", "b", "c", "d"});
  const auto source = open(cluster_.options({topic}));
  take(*source, 1);
  source->note_committed();
  take(*source, 1);
  take(*source, 1);
  EXPECT_EQ(source->uncommitted().at({topic, 0}), 3);
  ASSERT_TRUE(source->rewind());
  EXPECT_TRUE(source->uncommitted().empty());
  EXPECT_THAT(payloads(take(*source, 3)), ElementsAre("b", "c", "d"));
}

TEST_F(KafkaSourceTest, RewindsWhatWasHandedOutWhileItHeldOthersBack) {
  const auto topic = topic_with({"a", "b", "c"});
  const auto source = open(cluster_.options({topic}));
  take(*source, 1);
  for (int i = 0; i < 20; ++i) source->keep_alive();
  ASSERT_TRUE(source->rewind());
  EXPECT_THAT(payloads(take(*source, 3)), ElementsAre("a", "b", "c"));
}

// As an earlier owner leaves a transaction: brokers tell nobody where to begin until it is ended.
TEST_F(KafkaSourceTest, BeginsWhereTheGroupIsHoweverLongThatIsNotTold) {
  const auto topic = topic_with({"a", "b", "c", "d"});
  const auto options = cluster_.options({topic});
  {
    const auto source = open(options);
    take(*source, 2);
    ASSERT_TRUE(source->commit());
  }
  cluster_.push_errors(kafka::Api::OffsetFetch,
                       std::vector(30, RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT));
  const auto source = open(options);
  std::vector<Record> batch;
  EXPECT_TRUE(kafka::eventually([&] {
    EXPECT_TRUE(source->poll(batch, 10, milliseconds(50)));
    return !source->take_assignment_news().gained.empty();
  }));
  EXPECT_THAT(batch, IsEmpty());
  cluster_.push_errors(kafka::Api::Heartbeat, {RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS});
  EXPECT_TRUE(kafka::eventually([&] {
    source->keep_alive();
    const auto waited = source->wait_for_committed(milliseconds(100));
    return waited.has_value();
  }));
  EXPECT_THAT(payloads(take(*source, 2)), ElementsAre("c", "d"));
}

TEST_F(KafkaSourceTest, TakesNoStepBackForDue) {
  const auto topic = topic_with({"a", "b", "c", "d"});
  const auto source = open(cluster_.options({topic}));
  take(*source, 2);
  source->note_committed();
  take(*source, 2);
  const kafka::TopicPartition ours{topic, 0};
  EXPECT_THAT(source->still_due({{ours, 1}}), IsEmpty());
  EXPECT_EQ(source->still_due({{ours, 3}, {{topic, 1}, 5}}), (kafka::Offsets{{ours, 3}}));
}

TEST_F(KafkaSourceTest, GathersWhatFollowsTheFirstRecord) {
  const auto topic = topic_with({"a"});
  auto consumer = std::move(kafka::Consumer::create(cluster_.options({topic}), {})).value();
  KafkaSource source(std::move(consumer), kafka::kPatience);
  std::vector<Record> batch;
  const std::jthread later([&] {
    std::this_thread::sleep_for(milliseconds(300));
    cluster_.put(topic, {"b"});
  });
  ASSERT_TRUE(source.poll(batch, 2, kafka::kPatience));
  EXPECT_THAT(payloads(batch), ElementsAre("a", "b"));
}

TEST_F(KafkaSourceTest, KeepsKeyTimeAndTrace) {
  const auto topic = cluster_.new_topic();
  cluster_.put({{.topic = topic,
                 .key = "reuters",
                 .payload = "a",
                 .headers = {{"traceparent", "00-1"}, {"other", "x"}}},
                {.topic = topic, .key = "", .payload = "", .headers = {}}});
  const auto source = open(cluster_.options({topic}));
  const auto records = take(*source, 2);
  EXPECT_EQ(records[0].key, "reuters");
  EXPECT_EQ(records[0].traceparent, "00-1");
  EXPECT_GT(records[0].received_at, Timestamp());
  EXPECT_EQ(records[1].key, "");
  EXPECT_EQ(records[1].payload, "");
  EXPECT_EQ(records[1].origin.offset, 1);
}

TEST_F(KafkaSourceTest, HandsPartitionsOverWithoutLossAndRepeatsOnlyWhatItCouldNotCommit) {
  const auto topic = cluster_.new_topic(2);
  std::vector<std::string> sent;
  for (int i = 0; i < 40; ++i) sent.push_back(std::to_string(i));
  cluster_.put(topic, sent);
  const auto options = cluster_.options({topic});
  std::multiset<std::string> seen;
  std::set<std::string> uncertain;  // in a batch whose commit a rebalance refused
  const auto take_and_commit = [&](KafkaSource& source, std::size_t most) {
    std::vector<Record> batch;
    EXPECT_TRUE(source.poll(batch, most, milliseconds(20)));
    for (const auto& record : batch) seen.insert(record.payload);
    const auto committed = source.commit();
    if (committed) return;
    EXPECT_EQ(committed.error().code, ErrorCode::Unavailable);
    for (const auto& record : batch) uncertain.insert(record.payload);
  };
  const auto distinct = [&] { return std::set(seen.begin(), seen.end()).size(); };
  const auto first = open(options);
  ASSERT_TRUE(kafka::eventually([&] {
    take_and_commit(*first, 2);
    return distinct() >= 6;
  }));
  {
    const auto second = open(options);
    ASSERT_TRUE(kafka::eventually([&] {
      first->keep_alive();
      take_and_commit(*second, 1);
      return second->status()->health().joined && distinct() >= 8;
    }));
  }  // leaves; the first takes all again
  ASSERT_TRUE(kafka::eventually([&] {
    take_and_commit(*first, 5);
    return distinct() == sent.size();
  }));
  for (const auto& payload : sent)
    EXPECT_TRUE(seen.count(payload) == 1 || uncertain.contains(payload)) << payload;
}

TEST_F(KafkaSourceTest, SaysThatACommitDidNotCountAndCommitsItLater) {
  const auto topic = topic_with({"a", "b"});
  const auto options = cluster_.options({topic});
  {
    const auto source = open(options);
    take(*source, 2);
    cluster_.push_errors(kafka::Api::OffsetCommit, {RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED});
    const auto refused = source->commit();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Refused);
    ASSERT_TRUE(source->commit());
  }
  expect_nothing_again(options, topic);
}

TEST_F(KafkaSourceTest, CommitsWithoutWaitingBeforeItLeaves) {
  const auto topic = topic_with({"a", "b"});
  const auto options = cluster_.options({topic});
  {
    const auto source = open(options);
    take(*source, 2);
    ASSERT_TRUE(source->commit_soon());
  }
  expect_nothing_again(options, topic);
}

TEST_F(KafkaSourceTest, HasOneCommitUnderWayAndSendsTheRestBehindIt) {
  const auto topic = topic_with({"a", "b"});
  const auto options = cluster_.options({topic});
  constexpr milliseconds kSent{200};  // surely
  {
    const auto source = open(options);
    take(*source, 1);
    cluster_.set_round_trip(milliseconds(1000));
    ASSERT_TRUE(source->commit_soon());
    std::this_thread::sleep_for(kSent);
    take(*source, 1);
    // Whatever commit reached the broker now would be refused.
    cluster_.push_errors(kafka::Api::OffsetCommit, {RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED});
    ASSERT_TRUE(source->commit_soon());
    std::this_thread::sleep_for(kSent);
    cluster_.clear_errors(kafka::Api::OffsetCommit);
    cluster_.set_round_trip(milliseconds(0));
    for (int i = 0; i < 30; ++i) {
      std::vector<Record> none;
      ASSERT_TRUE(source->poll(none, 1, milliseconds(50)));
      ASSERT_TRUE(source->commit_soon());
    }
  }
  expect_nothing_again(options, topic);
}

TEST_F(KafkaSourceTest, CommitsWhatWaitedWhenItIsClosed) {
  const auto topic = topic_with({"a", "b"});
  const auto options = cluster_.options({topic});
  {
    const auto source = open(options);
    leave_a_commit_waiting(*source);
  }
  expect_nothing_again(options, topic);
}

TEST_F(KafkaSourceTest, SendsWhatWaitedWithACommitThatIsWaitedFor) {
  const auto topic = cluster_.new_topic(2);
  cluster_.put(topic, {"a", "b"});
  const auto options = cluster_.options({topic});
  {
    const auto source = open(options);
    leave_a_commit_waiting(*source);
    ASSERT_TRUE(source->uncommitted().empty());
    ASSERT_TRUE(source->commit());
  }
  expect_nothing_again(options, topic);
}

TEST_F(KafkaSourceTest, RepeatsACommitWhoseAnswerWasAnError) {
  const auto topic = topic_with({"a", "b"});
  const auto options = cluster_.options({topic});
  {
    const auto source = open(options);
    take(*source, 2);
    cluster_.push_errors(kafka::Api::OffsetCommit, {RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED});
    ASSERT_TRUE(source->commit_soon());
    Error refused{ErrorCode::Io, ""};
    ASSERT_TRUE(kafka::eventually([&] {
      std::vector<Record> none;
      if (!source->poll(none, 1, milliseconds(50))) return false;
      const auto committed = source->commit_soon();
      if (!committed) refused = committed.error();
      return !committed;
    }));
    EXPECT_EQ(refused.code, ErrorCode::Refused);
  }
  expect_nothing_again(options, topic);
}

TEST_F(KafkaSourceTest, ReportsARefusedTopicOnceAndRemembersItUntilItIsAllowed) {
  const auto topic = topic_with({"a"});
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  const auto source = open(cluster_.options({topic}));
  std::vector<Record> batch;
  Error refused{ErrorCode::Io, ""};
  ASSERT_TRUE(kafka::eventually([&] {
    const auto polled = source->poll(batch, 10, milliseconds(50));
    if (!polled) refused = polled.error();
    return !polled;
  }));
  EXPECT_EQ(refused.code, ErrorCode::Refused);
  EXPECT_THAT(refused.message, HasSubstr(topic));
  EXPECT_THAT(source->status()->health().refused, HasSubstr(topic));
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_NO_ERROR);
  EXPECT_TRUE(kafka::eventually([&] {
    const auto polled = source->poll(batch, 10, milliseconds(50));
    return polled.has_value() && !batch.empty();
  }));
  EXPECT_EQ(source->status()->health().refused, "");
}

TEST_F(KafkaSourceTest, GoesOnWhileATopicIsMissing) {
  const auto topic = cluster_.new_topic();
  const auto source = open(cluster_.options({topic, "missing"}));
  cluster_.set_topic_error("missing", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
  cluster_.put(topic, {"a"});
  EXPECT_THAT(payloads(take(*source, 1)), ElementsAre("a"));
  EXPECT_THAT(log_, HasSubstr("missing"));
}

TEST_F(KafkaSourceTest, SkipsWhatCannotBeFetchedAndTellsOfItAgainAfterARewind) {
  const auto topic = topic_with({"a", "b", "c", "d"});
  const auto source = open(cluster_.options({topic}));
  int asked = 0;
  source->try_partitions_out([&asked](const kafka::TopicPartition&, std::int64_t offset) {
    ++asked;
    return offset + 2;
  });
  const auto skipped = [&source] {
    const auto corrupt = source->take_corrupt();
    return corrupt.size() == 1 && corrupt[0].origin.offset == 0 &&
           corrupt[0].why.code == ErrorCode::CorruptBatch;
  };
  EXPECT_THAT(payloads(take(*source, 2)), ElementsAre("c", "d"));
  EXPECT_TRUE(skipped());
  ASSERT_TRUE(source->rewind());
  EXPECT_TRUE(skipped());
  EXPECT_THAT(payloads(take(*source, 2)), ElementsAre("c", "d"));
  ASSERT_TRUE(source->commit());
  EXPECT_TRUE(source->take_corrupt().empty());
  EXPECT_EQ(asked, 1);
}

// More than the client is willing to unpack: librdkafka stops at receive.message.max.bytes.
TEST_F(KafkaSourceTest, SkipsABatchThatCannotBeUnpacked) {
  const auto topic = cluster_.new_topic();
  cluster_.put({{.topic = topic, .key = "", .payload = std::string(16 << 20, '0'), .headers = {}}},
               {{"compression.type", "zstd"}, {"message.max.bytes", "100000000"}});
  cluster_.put(topic, {"after"});
  auto options = cluster_.options({topic});
  options.properties.set_all({{"receive.message.max.bytes", "2000000"},
                              {"message.max.bytes", "1000000"},
                              {"fetch.max.bytes", "1000000"}});
  const auto source = open(options);
  const auto records = take(*source, 1);
  EXPECT_THAT(payloads(records), ElementsAre("after"));
  const auto corrupt = source->take_corrupt();
  ASSERT_EQ(corrupt.size(), 1U);
  EXPECT_EQ(corrupt[0].origin.topic, topic);
  EXPECT_EQ(corrupt[0].why.code, ErrorCode::CorruptBatch);
  EXPECT_THAT(log_, HasSubstr(topic + "[0] offset 0"));
  // What came of it was not committed: it comes again, the skipped place included.
  ASSERT_TRUE(source->rewind());
  EXPECT_THAT(payloads(take(*source, 1)), ElementsAre("after"));
  EXPECT_EQ(source->take_corrupt().size(), 1U);
  ASSERT_TRUE(source->commit());
}

}  // namespace
}  // namespace newswatch::consumers
