#include "kafka/producer.h"

#include "tests/kafka/test_cluster.h"

namespace newswatch::kafka {
namespace {

using testing::ElementsAre;
using testing::Field;

class ProducerTest : public testing::Test {
 protected:
  std::unique_ptr<Producer> producer(const Properties& properties = {}) {
    auto options = cluster_.options({});
    options.producer_properties = properties;
    return std::move(Producer::create(options, {})).value();
  }
  OutgoingMessage message(const std::string& payload) {
    return {.topic = topic_, .key = "", .payload = payload, .headers = {}};
  }

  TestCluster cluster_;
  std::string topic_ = cluster_.new_topic();
};

TEST_F(ProducerTest, ReportsEachDeliveryByItsToken) {
  const auto subject = producer();
  for (std::uint64_t token = 7; token < 10; ++token)
    ASSERT_EQ(subject->produce(message("a"), token, kPatience), RD_KAFKA_RESP_ERR_NO_ERROR);
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(subject->take_deliveries(),
              ElementsAre(Field(&Delivery::token, 7), Field(&Delivery::token, 8),
                          Field(&Delivery::token, 9)));
}

TEST_F(ProducerTest, WaitsWhileItsQueueIsFull) {
  const auto subject = producer({{"queue.buffering.max.messages", "2"}});
  for (std::uint64_t token = 0; token < 20; ++token)
    ASSERT_EQ(subject->produce(message("a"), token, kPatience), RD_KAFKA_RESP_ERR_NO_ERROR);
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_EQ(subject->take_deliveries().size(), 20U);
}

TEST_F(ProducerTest, SaysSoWhenItsQueueStaysFull) {
  const auto subject = producer({{"queue.buffering.max.messages", "1"},
                                 {"linger.ms", "60000"},
                                 {"message.timeout.ms", "90000"}});
  ASSERT_EQ(subject->produce(message("a"), 1, kPatience), RD_KAFKA_RESP_ERR_NO_ERROR);
  EXPECT_EQ(subject->produce(message("b"), 2, std::chrono::milliseconds(0)),
            RD_KAFKA_RESP_ERR__QUEUE_FULL);
}

TEST_F(ProducerTest, CallsAMessageLargerThanItsQueueTooLarge) {
  const auto subject = producer({{"queue.buffering.max.kbytes", "1"}});
  EXPECT_EQ(subject->produce(message(std::string(5000, 'a')), 1, kPatience),
            RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE);
}

TEST_F(ProducerTest, RemembersARefusedRightUntilADelivery) {
  const auto subject = producer();
  cluster_.push_errors(Api::Produce, {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED});
  ASSERT_EQ(subject->produce(message("a"), 1, kPatience), RD_KAFKA_RESP_ERR_NO_ERROR);
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(subject->take_deliveries(),
              ElementsAre(Field(&Delivery::error, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)));
  EXPECT_THAT(subject->status()->health().refused, testing::HasSubstr(topic_));
  EXPECT_TRUE(eventually([&] {  // refused without asking until the topic's metadata is fresh
    subject->poll(std::chrono::milliseconds(20));
    return subject->produce(message("a"), 2, kPatience) == RD_KAFKA_RESP_ERR_NO_ERROR;
  }));
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_EQ(subject->status()->health().refused, "");
}

TEST_F(ProducerTest, ShowsItsBrokersInTheStatistics) {
  const auto subject = producer();
  EXPECT_TRUE(eventually([&] {
    subject->poll(std::chrono::milliseconds(50));
    return subject->status()->latest_statistics().brokers_up() == 1;
  }));
  EXPECT_TRUE(subject->status()->health().brokers_up);
}

TEST_F(ProducerTest, NoticesThatAllBrokersWentDown) {
  const auto subject = producer();
  const auto brokers_up = [&] {
    subject->poll(std::chrono::milliseconds(50));
    return subject->status()->health().brokers_up;
  };
  ASSERT_TRUE(eventually(brokers_up));
  rd_kafka_mock_broker_set_down(cluster_.mock().handle(), 1);
  EXPECT_TRUE(eventually([&] { return !brokers_up(); }));
  rd_kafka_mock_broker_set_up(cluster_.mock().handle(), 1);
  EXPECT_TRUE(eventually(brokers_up));
}

}  // namespace
}  // namespace newswatch::kafka
