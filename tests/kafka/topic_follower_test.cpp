#include "kafka/topic_follower.h"

#include <thread>

#include "tests/kafka/test_cluster.h"

namespace newswatch::kafka {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class TopicFollowerTest : public testing::Test {
 protected:
  std::unique_ptr<TopicFollower> follower(FollowOptions options) {
    return std::move(TopicFollower::create(cluster_.options({}), std::move(options), {})).value();
  }

  /// @return the values of the first `count` records, and of what came with the last of them.
  static std::vector<std::string> values(TopicFollower& follower, std::size_t count) {
    std::vector<std::string> all;
    EXPECT_TRUE(eventually([&] {
      for (auto& record : follower.poll(milliseconds(50))) all.push_back(std::move(record.value));
      return follower.has_caught_up() && all.size() >= count;
    })) << testing::PrintToString(all);
    return all;
  }

  TestCluster cluster_;
};

TEST_F(TopicFollowerTest, BeginsWithTheNewestAndGoesOn) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"a", "b", "c"});
  const auto following = follower({.topics = {topic}, .recent = 2});
  EXPECT_THAT(values(*following, 2), ElementsAre("b", "c"));
  cluster_.put(topic, {"d"});
  EXPECT_THAT(values(*following, 1), ElementsAre("d"));
}

TEST_F(TopicFollowerTest, ShowsWhatWasThereInTheOrderOfTime) {
  const auto topic = cluster_.new_topic(3);
  for (int i = 0; i < 6; ++i) {
    cluster_.put_row(topic, "key", std::to_string(i), i % 3);
    std::this_thread::sleep_for(milliseconds(5));  // timestamps are milliseconds
  }
  const auto following = follower({.topics = {topic}, .recent = 4});
  EXPECT_THAT(values(*following, 4), ElementsAre("2", "3", "4", "5"));
}

TEST_F(TopicFollowerTest, BeginsAtTheEndWhenNothingOldIsWanted) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"old"});
  const auto following = follower({.topics = {topic}, .recent = 0});
  EXPECT_THAT(values(*following, 0), IsEmpty());
  cluster_.put(topic, {"new"});
  EXPECT_THAT(values(*following, 1), ElementsAre("new"));
}

TEST_F(TopicFollowerTest, ReadsSeveralTopics) {
  const auto first = cluster_.new_topic();
  const auto second = cluster_.new_topic();
  cluster_.put(first, {"a"});
  cluster_.put(second, {"b"});
  const auto following = follower({.topics = {first, second}, .recent = 10});
  EXPECT_THAT(values(*following, 2), UnorderedElementsAre("a", "b"));
}

TEST_F(TopicFollowerTest, ReadsTopicsThatComeLaterFromTheirBeginning) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"a"});
  const auto following = follower({.topics = {topic}, .prefix = "desk.", .recent = 10});
  EXPECT_THAT(values(*following, 1), ElementsAre("a"));
  ASSERT_TRUE(cluster_.mock().create_topic("desk.economy", 1));
  cluster_.put("desk.economy", {"b", "c"});
  EXPECT_THAT(values(*following, 2), ElementsAre("b", "c"));
}

TEST_F(TopicFollowerTest, TellsWhatItCanNotRead) {
  if (const auto why = why_no_early_refusal(); !why.empty()) GTEST_SKIP() << why;
  const auto topic = cluster_.new_topic();
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  const auto following = follower({.topics = {topic}, .recent = 1});
  EXPECT_TRUE(eventually([&] {
    following->poll(milliseconds(50));
    return !following->complaint().empty();
  }));
  EXPECT_THAT(following->complaint(), HasSubstr(topic));
  EXPECT_THAT(following->complaint(), HasSubstr("authorization"));
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_NO_ERROR);
  cluster_.put(topic, {"a"});
  EXPECT_THAT(values(*following, 1), ElementsAre("a"));
  cluster_.put(topic, {"b"});  // what is told late of the time before ends here
  EXPECT_THAT(values(*following, 1), ElementsAre("b"));
  EXPECT_THAT(following->complaint(), IsEmpty());
}

}  // namespace
}  // namespace newswatch::kafka
