#include "publishers/kafka_sink.h"

#include "tests/kafka/test_cluster.h"
#include "tests/publishers/samples.h"

namespace newswatch::publishers {
namespace {

using kafka::Api;
using kafka::kPatience;
using std::chrono::milliseconds;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class KafkaSinkTest : public testing::Test {
 protected:
  std::unique_ptr<KafkaSink> sink(const kafka::Properties& properties = {}) {
    auto options = cluster_.options({});
    options.producer_properties = properties;
    return std::make_unique<KafkaSink>(std::move(kafka::Producer::create(options, {})).value(),
                                       KafkaSinkOptions{.alert_topic = alerts_,
                                                        .topic_label = "",
                                                        .dead_letter_topic = dead_,
                                                        .annotation_topic = annotations_});
  }

  kafka::TestCluster cluster_;
  std::string alerts_ = cluster_.new_topic();
  std::string dead_ = cluster_.new_topic();
  std::string annotations_ = cluster_.new_topic();
};

TEST_F(KafkaSinkTest, SendsAgainWhatFailedAndLosesNothing) {
  const auto subject = sink();
  cluster_.push_errors(Api::Produce,
                       {RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_POLICY_VIOLATION});
  for (int i = 0; i < 20; ++i)
    ASSERT_TRUE(subject->publish(sample_alert(std::to_string(i)), sample_record()));
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_EQ(cluster_.payloads(alerts_, 20).size(), 20U);
  const auto counts = subject->take_counts();
  EXPECT_EQ(counts.alerts, 20U);
  EXPECT_GE(counts.errors.at(PublishError::Other), 1U);
}

TEST_F(KafkaSinkTest, GoesOnWhenTheBrokerComesBack) {
  const auto subject = sink({{"message.timeout.ms", "1000"}});
  rd_kafka_mock_broker_set_down(cluster_.mock().handle(), 1);
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  const auto waiting = subject->flush(milliseconds(100));
  ASSERT_FALSE(waiting);
  EXPECT_EQ(waiting.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(waiting.error().message, HasSubstr(alerts_));
  rd_kafka_mock_broker_set_up(cluster_.mock().handle(), 1);
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(cluster_.payloads(alerts_, 1), ElementsAre("1"));
}

TEST_F(KafkaSinkTest, TellsARefusedRightAndPublishesOnceItIsGranted) {
  const auto subject = sink();
  cluster_.push_errors(Api::Produce, std::vector(50, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED));
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  Result<void> refused;
  ASSERT_TRUE(kafka::eventually([&] {
    refused = subject->flush(milliseconds(50));
    return !refused && refused.error().code == ErrorCode::Refused;
  }));
  EXPECT_THAT(refused.error().message, HasSubstr(alerts_));
  EXPECT_THAT(subject->status()->health().refused, HasSubstr(alerts_));
  cluster_.clear_errors(Api::Produce);
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_EQ(subject->status()->health().refused, "");
  EXPECT_THAT(cluster_.payloads(alerts_, 1), ElementsAre("1"));
  EXPECT_GE(subject->take_counts().errors.at(PublishError::Refused), 1U);
}

TEST_F(KafkaSinkTest, AsksForAMissingTopicAndPublishesOnceItExists) {
  cluster_.set_topic_error(alerts_, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
  const auto subject =
      sink({{"topic.metadata.propagation.max.ms", "0"}, {"message.timeout.ms", "2000"}});
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  Result<void> flushed;
  ASSERT_TRUE(kafka::eventually([&] {
    flushed = subject->flush(milliseconds(200));
    return !flushed && flushed.error().message.find("create it") != std::string::npos;
  }));
  EXPECT_EQ(flushed.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(flushed.error().message, HasSubstr(alerts_));
  cluster_.set_topic_error(alerts_, RD_KAFKA_RESP_ERR_NO_ERROR);
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(cluster_.payloads(alerts_, 1), ElementsAre("1"));
}

TEST_F(KafkaSinkTest, DrainsAQueueThatIsSmallerThanABatch) {
  const auto subject = sink({{"queue.buffering.max.messages", "2"}});
  std::vector<std::string> sent;
  for (int i = 0; i < 30; ++i) {
    sent.push_back(std::to_string(i));
    ASSERT_TRUE(subject->publish(sample_alert(sent.back()), sample_record()));
  }
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(cluster_.payloads(alerts_, sent.size()), testing::ElementsAreArray(sent));
}

TEST_F(KafkaSinkTest, TurnsAnAlertThatIsTooLargeIntoADeadLetterOfItsArticle) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  ASSERT_TRUE(subject->publish(sample_alert(std::string(2000, 'x')), sample_record()));
  ASSERT_TRUE(subject->publish(sample_alert("small"), sample_record()));
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(cluster_.payloads(alerts_, 1), ElementsAre("small"));
  const auto dead = cluster_.read(dead_, 1);
  EXPECT_EQ(dead[0].payload, sample_record().payload);
  EXPECT_EQ(dead[0].headers.at("newswatch-code"), "too_large");
  EXPECT_THAT(dead[0].headers.at("newswatch-message"), HasSubstr("\"antony-blinken\""));
  const auto counts = subject->take_counts();
  EXPECT_EQ(counts.alerts, 1U);
  EXPECT_THAT(counts.dead_letters, ElementsAre(Pair(ErrorCode::TooLarge, 1)));
  EXPECT_THAT(counts.errors, ElementsAre(Pair(PublishError::TooLarge, 1)));
}

TEST_F(KafkaSinkTest, DoesNotBlameAnAlertForTheSizeOfItsBatch) {
  const auto subject = sink();
  cluster_.push_errors(Api::Produce, {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE});
  for (const auto* json : {"1", "2", "3"})
    ASSERT_TRUE(subject->publish(sample_alert(json), sample_record()));
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(cluster_.payloads(alerts_, 3), testing::UnorderedElementsAre("1", "2", "3"));
  EXPECT_TRUE(subject->take_counts().dead_letters.empty());
}

TEST_F(KafkaSinkTest, LeavesOutWhatWasFoundWhereAnAnnotationIsTooLarge) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  ASSERT_TRUE(subject->publish(sample_alert("alert"), sample_record()));
  ASSERT_TRUE(subject->publish(sample_annotation(std::string(2000, 'x')), sample_record()));
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(cluster_.payloads(alerts_, 1), ElementsAre("alert"));
  const auto received = cluster_.read(annotations_, 1);
  EXPECT_EQ(received[0].key, "article-1");
  EXPECT_EQ(received[0].payload, alerts::truncated_annotation_json(ArticleId("article-1")));
  EXPECT_EQ(received[0].headers.at("newswatch-truncated"), "true");
  const auto counts = subject->take_counts();
  EXPECT_EQ(counts.annotations, 1U);
  EXPECT_EQ(counts.annotations_too_large, 1U);
  EXPECT_TRUE(counts.dead_letters.empty());
}

TEST_F(KafkaSinkTest, GoesOnWithoutAnAnnotationWhoseArticleIdIsTooLarge) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  ASSERT_TRUE(subject->publish(sample_annotation("1", std::string(2000, 'x')), sample_record()));
  ASSERT_TRUE(subject->publish(sample_annotation("2"), sample_record()));
  ASSERT_TRUE(subject->flush(kPatience));
  EXPECT_THAT(cluster_.payloads(annotations_, 1), ElementsAre("2"));
  const auto counts = subject->take_counts();
  EXPECT_EQ(counts.annotations, 1U);
  EXPECT_EQ(counts.annotations_too_large, 1U);
}

TEST_F(KafkaSinkTest, EndsWithTheNewestAnnotationOfAnArticleThoughAnOlderOneFailed) {
  const auto subject = sink();
  std::uint64_t published = 0, failed = 0;
  const auto count = [&] {
    const auto counts = subject->take_counts();
    published += counts.annotations;
    for (const auto& [reason, tries] : counts.errors) failed += tries;
    return failed > 0;
  };
  cluster_.push_errors(Api::Produce, {RD_KAFKA_RESP_ERR_POLICY_VIOLATION});
  ASSERT_TRUE(subject->publish(sample_annotation("old"), sample_record()));
  ASSERT_TRUE(subject->publish(sample_annotation("other", "article-2"), sample_record()));
  ASSERT_TRUE(kafka::eventually([&] {
    (void)subject->flush(milliseconds(1));
    return count();
  }));
  ASSERT_TRUE(subject->publish(sample_annotation("new"), sample_record()));
  ASSERT_TRUE(subject->flush(kPatience));
  count();
  auto all = cluster_.payloads(annotations_, published);
  EXPECT_THAT(all, Contains("other"));
  std::erase(all, "other");
  EXPECT_EQ(all.back(), "new");
}

TEST_F(KafkaSinkTest, LeavesThePayloadOutWhereADeadLetterIsTooLarge) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  auto record = sample_record();
  record.payload = std::string(2000, 'x');
  ASSERT_TRUE(subject->dead_letter(record, {ErrorCode::InvalidJson, "byte 6"}));
  ASSERT_TRUE(subject->flush(kPatience));
  const auto dead = cluster_.read(dead_, 1);
  EXPECT_EQ(dead[0].payload, "");
  EXPECT_EQ(dead[0].headers.at("newswatch-code"), "invalid_json");
  EXPECT_EQ(dead[0].headers.at("newswatch-truncated"), "true");
  EXPECT_THAT(dead[0].headers.at("newswatch-message"), HasSubstr("2000 bytes"));
}

TEST_F(KafkaSinkTest, KeepsKeyAndHeadersOnTheWire) {
  const auto subject = sink();
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  ASSERT_TRUE(subject->flush(kPatience));
  const auto received = cluster_.read(alerts_, 1);
  EXPECT_EQ(received[0].key, "antony-blinken");
  EXPECT_THAT(received[0].headers, Contains(Pair("newswatch-severity", "high")));
}

TEST_F(KafkaSinkTest, StopsAtAFatalError) {
  const auto subject = sink({{"enable.gapless.guarantee", "true"}});
  cluster_.push_errors(Api::Produce, {RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER});
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  const auto flushed = subject->flush(kPatience);
  ASSERT_FALSE(flushed);
  EXPECT_EQ(flushed.error().code, ErrorCode::Fatal);
  EXPECT_NE(subject->status()->health().fatal, "");
  EXPECT_FALSE(subject->publish(sample_alert("2"), sample_record()));
}

}  // namespace
}  // namespace newswatch::publishers
