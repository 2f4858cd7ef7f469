#include "kafka/consumer.h"

#include <numeric>
#include <set>

#include "tests/kafka/test_cluster.h"

namespace newswatch::kafka {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ConsumerTest : public testing::Test {
 protected:
  static std::unique_ptr<Consumer> join(const ConnectionOptions& options) {
    return std::move(Consumer::create(options, {})).value();
  }
  static void unread(Consumer& consumer, const rd_kafka_message_t& message) {
    ASSERT_EQ(message.err, RD_KAFKA_RESP_ERR_NO_ERROR);
    const TopicPartition where{rd_kafka_topic_name(message.rkt), message.partition};
    EXPECT_TRUE(consumer.seek({{where, message.offset}}));
  }
  /// A member that was given its partitions and read nothing.
  static std::unique_ptr<Consumer> join_paused(const ConnectionOptions& options) {
    auto consumer = join(options);
    consumer->pause();
    EXPECT_TRUE(eventually([&] {
      // Fetching may have begun before the pause of a new assignment has its effect.
      if (const auto early = consumer->poll(milliseconds(50))) unread(*consumer, *early);
      return !consumer->assignment().empty();
    }));
    return consumer;
  }
  static bool read_one(Consumer& consumer) {
    return eventually([&] {
      const auto message = consumer.poll(milliseconds(50));
      return message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR;
    });
  }

  TestCluster cluster_;
};

TEST_F(ConsumerTest, KnowsItsLagBeforeTheFirstReadAndFromTheCommittedOffset) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"0", "1", "2", "3", "4"});
  const auto options = cluster_.options({topic});
  {
    const auto first = join_paused(options);
    first->refresh_lag();
    EXPECT_THAT(first->status()->lag(), ElementsAre(PartitionLag{topic, 0, 5}));
    ASSERT_TRUE(first->commit({{{topic, 0}, 3}}));
  }
  const auto second = join_paused(options);
  second->refresh_lag();
  EXPECT_THAT(second->status()->lag(), ElementsAre(PartitionLag{topic, 0, 2}));
  EXPECT_EQ(second->committed(kPatience).value(), (Offsets{{{topic, 0}, 3}}));
  second->resume();
  ASSERT_TRUE(read_one(*second));
  second->refresh_lag();
  EXPECT_THAT(second->status()->lag(), ElementsAre(PartitionLag{topic, 0, 1}));
}

TEST_F(ConsumerTest, KnowsWhetherACommitIsUnderWay) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"0", "1", "2"});
  const auto consumer = join_paused(cluster_.options({topic}));
  const auto poll = [&] { consumer->poll(milliseconds(50)); };
  ASSERT_TRUE(consumer->commit({{{topic, 0}, 1}}));
  for (int i = 0; i < 4; ++i) poll();  // what a commit that is waited for might leave to be told
  EXPECT_FALSE(consumer->is_committing());
  ASSERT_TRUE(consumer->commit_soon({{{topic, 0}, 2}}));
  EXPECT_TRUE(consumer->is_committing());
  ASSERT_TRUE(eventually([&] {
    poll();
    return !consumer->is_committing();
  }));
  EXPECT_TRUE(consumer->take_commit_result());
  EXPECT_EQ(consumer->committed(kPatience).value(), (Offsets{{{topic, 0}, 2}}));
}

TEST_F(ConsumerTest, SharesPartitionsAndForgetsTheLagOfThoseThatMove) {
  const auto topic = cluster_.new_topic(2);
  cluster_.put(topic, {"0", "1", "2", "3", "4", "5", "6", "7"});
  const auto options = cluster_.options({topic});
  const auto first = join_paused(options);
  first->refresh_lag();
  EXPECT_THAT(first->status()->lag(), SizeIs(2));
  const auto second = join(options);
  second->pause();
  EXPECT_TRUE(eventually([&] {
    first->poll(milliseconds(20));
    second->poll(milliseconds(20));
    return first->assignment().size() == 1 && second->assignment().size() == 1 &&
           second->status()->health().joined;
  }));
  EXPECT_THAT(first->status()->lag(), SizeIs(1));
  EXPECT_THAT(first->take_revoked(), SizeIs(1));
  EXPECT_TRUE(first->status()->health().joined);
  EXPECT_NE(*first->assignment().begin(), *second->assignment().begin());
}

TEST_F(ConsumerTest, WithoutAShareIsStillAMember) {
  const auto topic = cluster_.new_topic(1);
  auto options = cluster_.options({topic});
  options.assignor = Assignor::Range;
  const auto first = join(options);
  const auto second = join(options);
  EXPECT_TRUE(eventually([&] {
    first->poll(milliseconds(20));
    second->poll(milliseconds(20));
    return first->status()->health().joined && second->status()->health().joined &&
           first->assignment().size() + second->assignment().size() == 1;
  }));
}

TEST_F(ConsumerTest, FindsTopicsByExpressionAndWaitsForOneThatIsMissing) {
  const auto consumer = join(cluster_.options({"^news-.*"}));
  consumer->poll(milliseconds(200));
  EXPECT_THAT(consumer->assignment(), IsEmpty());
  ASSERT_TRUE(cluster_.mock().create_topic("news-de", 1));
  cluster_.put("news-de", {"a"});
  EXPECT_TRUE(read_one(*consumer));
  EXPECT_THAT(consumer->assignment(), ElementsAre(TopicPartition{"news-de", 0}));
}

TEST_F(ConsumerTest, IsNoMemberOnceItWasThrownOutUntilItHasItsPartitionsAnew) {
  const auto consumer = join_paused(cluster_.options({cluster_.new_topic()}));
  ASSERT_TRUE(consumer->group());
  cluster_.push_errors(Api::Heartbeat, {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID});
  EXPECT_TRUE(eventually([&] { return !consumer->group(); }));
  EXPECT_EQ(consumer->group().error().code, ErrorCode::Aborted);
  EXPECT_THAT(consumer->assignment(), SizeIs(1)) << "its thread was not told yet";
  EXPECT_TRUE(eventually([&] {
    consumer->poll(milliseconds(20));
    return consumer->group().has_value();
  }));
  EXPECT_THAT(consumer->take_revoked(), SizeIs(1));
  EXPECT_THAT(consumer->assignment(), SizeIs(1));
}

// The broker in memory takes it back at once, as others do with static membership.
TEST_F(ConsumerTest, BeginsAnewWhereItIsThrownOutWhileItRejoins) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"0", "1", "2"});
  const auto consumer = join(cluster_.options({topic}));
  ASSERT_TRUE(read_one(*consumer));
  ASSERT_TRUE(consumer->commit({{{topic, 0}, 1}}));
  ASSERT_TRUE(read_one(*consumer));
  cluster_.push_errors(Api::JoinGroup, {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID});
  cluster_.push_errors(Api::Heartbeat, {RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS});
  EXPECT_TRUE(eventually([&] { return !consumer->group(); }));
  std::vector<TopicPartition> revoked;
  std::vector<std::int64_t> offsets;
  EXPECT_TRUE(eventually([&] {
    const auto message = consumer->poll(milliseconds(20));
    for (const auto& gone : consumer->take_revoked()) {
      revoked.push_back(gone);
      offsets.clear();
    }
    if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) offsets.push_back(message->offset);
    return !revoked.empty() && offsets.size() == 2;
  }));
  EXPECT_THAT(revoked, ElementsAre(TopicPartition{topic, 0}));
  EXPECT_THAT(offsets, ElementsAre(1, 2));
  EXPECT_TRUE(consumer->group());
}

class RefusedGroup : public ConsumerTest, public testing::WithParamInterface<Assignor> {};
TEST_P(RefusedGroup, IsAskedAgainUntilItLetsTheMemberRead) {
  const auto topic = cluster_.new_topic(2);
  cluster_.put(topic, {"a"});
  cluster_.push_errors(Api::OffsetFetch,
                       std::vector(4, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED));
  auto options = cluster_.options({topic});
  options.assignor = GetParam();
  const auto consumer = join(options);
  EXPECT_TRUE(read_one(*consumer));
  EXPECT_TRUE(eventually([&] {
    consumer->poll(milliseconds(50));
    return consumer->status()->health().refused.empty();
  }));
}
INSTANTIATE_TEST_SUITE_P(Assignors, RefusedGroup,
                         testing::Values(Assignor::CooperativeSticky, Assignor::Range));

// librdkafka looks such an end up anew whenever reading goes on, and skips what came meanwhile.
TEST_F(ConsumerTest, BeginsAtTheEndThatItFoundWhereItIsToldTo) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"0", "1"});
  auto options = cluster_.options({topic});
  options.consumer_properties.set("auto.offset.reset", "latest");
  const auto consumer = join(options);
  MessageHandle message;
  ASSERT_TRUE(eventually([&] {
    message = consumer->poll(milliseconds(50));
    return message && message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF && message->offset == 2;
  }));
  consumer->pause();
  cluster_.put(topic, {"2"});
  consumer->resume();
  ASSERT_TRUE(eventually([&] {
    message = consumer->poll(milliseconds(50));
    return message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR;
  }));
  EXPECT_EQ(message->offset, 2);
}

// librdkafka 2.0.2 takes a partition back that is resumed and was not paused.
TEST_F(ConsumerTest, GoesOnWithOnePartitionWhileItFindsTheOthersPlace) {
  const auto topic = cluster_.new_topic(2);
  const auto options = cluster_.options({topic});
  const auto first = join(options);
  auto second = join(options);
  ASSERT_TRUE(eventually([&] {
    first->poll(milliseconds(20));
    second->poll(milliseconds(20));
    return first->assignment().size() == 1 && second->assignment().size() == 1;
  }));
  const TopicPartition kept = *first->assignment().begin();
  const auto put_some = [&] {
    cluster_.put(std::vector<OutgoingMessage>(
        5,
        {.topic = topic, .key = "", .payload = "a", .headers = {}, .partition = kept.partition}));
  };
  std::vector<std::int64_t> offsets;
  const auto read = [&] {
    const auto message = first->poll(milliseconds(20));
    if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) offsets.push_back(message->offset);
  };
  cluster_.push_errors(Api::OffsetFetch, std::vector(20, RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT));
  second.reset();
  ASSERT_TRUE(eventually([&] {
    put_some();
    read();
    return first->assignment().size() == 2;
  }));
  for (int i = 0; i < 20; ++i) {
    put_some();
    for (int polls = 0; polls < 5; ++polls) read();
  }
  ASSERT_TRUE(eventually([&] {
    read();
    return first->committed(milliseconds(100)).has_value();
  })) << "nothing hides offsets any more";
  put_some();
  const auto at_least = offsets.size() + 5;
  EXPECT_TRUE(eventually([&] {
    read();
    return offsets.size() >= at_least;
  }));
  std::vector<std::int64_t> each_once(offsets.size());
  std::iota(each_once.begin(), each_once.end(), offsets.front());
  EXPECT_EQ(offsets, each_once);
}

TEST_F(ConsumerTest, IsNoMemberAfterClosing) {
  const auto topic = cluster_.new_topic();
  const auto consumer = join_paused(cluster_.options({topic}));
  consumer->close(kPatience);
  EXPECT_FALSE(consumer->status()->health().joined);
  EXPECT_THAT(consumer->status()->lag(), IsEmpty());
}

TEST_F(ConsumerTest, ClosesBetweenJoiningAndItsFirstAssignment) {
  cluster_.push_errors(Api::SyncGroup, std::vector(1000, RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS));
  auto options = cluster_.options({cluster_.new_topic()});
  options.properties.set("debug", "cgrp");
  bool joined = false;
  const auto consumer = std::move(Consumer::create(options, [&joined](int, auto, auto message) {
                          joined = joined || message.find("SyncGroup response") != message.npos;
                        })).value();
  EXPECT_TRUE(eventually([&] {
    consumer->poll(milliseconds(20));
    return joined;
  }));
  consumer->close(kPatience);
  EXPECT_THAT(consumer->assignment(), IsEmpty());
}

}  // namespace
}  // namespace newswatch::kafka
