#include "publishers/transactional_sink.h"

#include "tests/kafka/test_cluster.h"
#include "tests/publishers/samples.h"

// The broker in memory answers as a real one would, but shows readers what was aborted too; that
// they never see it is for tests/integration.

namespace newswatch::publishers {
namespace {

using kafka::Api;
using kafka::kPatience;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class TransactionalSinkTest : public testing::Test {
 protected:
  std::unique_ptr<TransactionalSink> sink(const kafka::Properties& properties = {}) {
    auto options = cluster_.options({});
    options.transactional_id = "newswatch-0";
    options.producer_properties = properties;
    auto made =
        std::make_unique<TransactionalSink>(std::move(kafka::Producer::create(options, {})).value(),
                                            KafkaSinkOptions{.alert_topic = alerts_,
                                                             .topic_label = "",
                                                             .dead_letter_topic = dead_,
                                                             .annotation_topic = annotations_});
    EXPECT_TRUE(made->prepare(kPatience));
    return made;
  }

  static Result<void> deliver_and_commit(TransactionalSink& sink) {
    if (auto delivered = sink.deliver(kPatience); !delivered) return delivered;
    return sink.commit(kPatience);
  }

  /// Hands over, delivers and commits; after each abort anew, as the pipeline does.
  /// @return the transactions that were aborted.
  static int until_committed(TransactionalSink& sink,
                             const std::function<void(TransactionalSink&)>& hand_over) {
    for (int aborted = 0; aborted < 10; ++aborted) {
      hand_over(sink);
      const auto done = deliver_and_commit(sink);
      if (done) return aborted;
      EXPECT_EQ(done.error().code, ErrorCode::Aborted) << done.error().message;
      EXPECT_TRUE(sink.abort(kPatience));
    }
    ADD_FAILURE() << "never committed";
    return -1;
  }

  kafka::TestCluster cluster_;
  std::string alerts_ = cluster_.new_topic();
  std::string dead_ = cluster_.new_topic();
  std::string annotations_ = cluster_.new_topic();
};

TEST_F(TransactionalSinkTest, CountsWhatWasCommittedAlone) {
  const auto subject = sink();
  EXPECT_FALSE(subject->is_open());
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  ASSERT_TRUE(subject->publish(sample_annotation("2"), sample_record()));
  ASSERT_TRUE(subject->dead_letter(sample_record(), {ErrorCode::InvalidJson, "byte 6"}));
  EXPECT_TRUE(subject->is_open());
  ASSERT_TRUE(subject->deliver(kPatience));
  EXPECT_EQ(subject->take_counts().alerts, 0U);
  ASSERT_TRUE(subject->commit(kPatience));
  EXPECT_FALSE(subject->is_open());
  const auto counts = subject->take_counts();
  EXPECT_EQ(counts.alerts, 1U);
  EXPECT_EQ(counts.annotations, 1U);
  EXPECT_THAT(counts.dead_letters, ElementsAre(Pair(ErrorCode::InvalidJson, 1)));
  EXPECT_EQ(cluster_.read(alerts_, 1)[0].payload, "1");
}

TEST_F(TransactionalSinkTest, CountsNothingOfWhatWasAborted) {
  const auto subject = sink();
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  ASSERT_TRUE(subject->deliver(kPatience));
  ASSERT_TRUE(subject->abort(kPatience));
  EXPECT_FALSE(subject->is_open());
  EXPECT_EQ(subject->take_counts().alerts, 0U);
  ASSERT_TRUE(subject->publish(sample_alert("2"), sample_record()));
  ASSERT_TRUE(deliver_and_commit(*subject));
  EXPECT_EQ(subject->take_counts().alerts, 1U);
}

TEST_F(TransactionalSinkTest, GivesUpATransactionWithAFailedMessageAndNamesItsTopic) {
  const auto subject = sink();
  cluster_.push_errors(Api::Produce, {RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED});
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  const auto delivered = subject->deliver(kPatience);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, ErrorCode::Aborted);
  EXPECT_THAT(delivered.error().message, HasSubstr(alerts_));
  EXPECT_THAT(subject->status()->health().refused, HasSubstr(alerts_));
  ASSERT_TRUE(subject->abort(kPatience));
  EXPECT_THAT(subject->take_counts().errors, ElementsAre(Pair(PublishError::Refused, 1)));
}

TEST_F(TransactionalSinkTest, TurnsAnAlertThatIsTooLargeIntoADeadLetterOfItsArticle) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  EXPECT_EQ(until_committed(*subject,
                            [](TransactionalSink& to) {
                              auto large = sample_alert(std::string(2000, 'x'));
                              large.id = "large";
                              ASSERT_TRUE(to.publish(large, sample_record()));
                              ASSERT_TRUE(to.publish(sample_alert("small"), sample_record()));
                            }),
            1);
  const auto dead = cluster_.read(dead_, 1);
  EXPECT_EQ(dead[0].payload, sample_record().payload);
  EXPECT_EQ(dead[0].headers.at("newswatch-code"), "too_large");
  const auto counts = subject->take_counts();
  EXPECT_EQ(counts.alerts, 1U);
  EXPECT_THAT(counts.dead_letters, ElementsAre(Pair(ErrorCode::TooLarge, 1)));
}

TEST_F(TransactionalSinkTest, DoesNotBlameAnAlertForTheSizeOfItsBatch) {
  const auto subject = sink();
  cluster_.push_errors(Api::Produce, {RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE});
  EXPECT_GE(until_committed(*subject,
                            [](TransactionalSink& to) {
                              for (const auto* id : {"1", "2", "3"}) {
                                auto alert = sample_alert(id);
                                alert.id = id;
                                ASSERT_TRUE(to.publish(alert, sample_record()));
                              }
                            }),
            1);
  EXPECT_EQ(subject->take_counts().alerts, 3U);
}

TEST_F(TransactionalSinkTest, LeavesOutPayloadsAndFindingsThatAreTooLarge) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  until_committed(*subject, [](TransactionalSink& to) {
    auto record = sample_record();
    record.payload = std::string(2000, 'x');
    ASSERT_TRUE(to.dead_letter(record, {ErrorCode::InvalidJson, "byte 6"}));
    ASSERT_TRUE(to.publish(sample_annotation(std::string(2000, 'x')), sample_record()));
  });
  EXPECT_EQ(cluster_.read(dead_, 1)[0].headers.at("newswatch-truncated"), "true");
  EXPECT_EQ(cluster_.read(annotations_, 1)[0].headers.at("newswatch-truncated"), "true");
  EXPECT_EQ(subject->take_counts().annotations_too_large, 1U);
}

TEST_F(TransactionalSinkTest, GivesABatchUpOnceForManyMessagesThatAreTooLarge) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  constexpr std::size_t kMany = 5;
  EXPECT_EQ(
      until_committed(*subject,
                      [](TransactionalSink& to) {
                        auto record = sample_record();
                        for (std::size_t i = 0; i < kMany; ++i) {
                          record.payload = std::string(2000 + i, 'x');
                          record.origin.offset = static_cast<std::int64_t>(i);
                          ASSERT_TRUE(to.dead_letter(record, {ErrorCode::InvalidJson, "byte 6"}));
                        }
                      }),
      1);
  for (const auto& dead : cluster_.read(dead_, kMany))
    EXPECT_EQ(dead.headers.at("newswatch-truncated"), "true");
}

TEST_F(TransactionalSinkTest, GoesOnWithoutAnAnnotationWhoseArticleIdIsTooLarge) {
  const auto subject = sink({{"message.max.bytes", "1000"}});
  until_committed(*subject, [](TransactionalSink& to) {
    ASSERT_TRUE(to.publish(sample_annotation("1", std::string(2000, 'x')), sample_record()));
    ASSERT_TRUE(to.publish(sample_alert("2"), sample_record()));
  });
  const auto counts = subject->take_counts();
  EXPECT_EQ(counts.alerts, 1U);
  EXPECT_EQ(counts.annotations, 0U);
}

TEST_F(TransactionalSinkTest, DrainsAQueueThatIsSmallerThanABatch) {
  const auto subject = sink({{"queue.buffering.max.messages", "2"}});
  for (int i = 0; i < 30; ++i)
    ASSERT_TRUE(subject->publish(sample_alert(std::to_string(i)), sample_record()));
  ASSERT_TRUE(deliver_and_commit(*subject));
  EXPECT_EQ(subject->take_counts().alerts, 30U);
}

TEST_F(TransactionalSinkTest, GivesUpOnlyWhenItIsKnownWhatBecameOfEachMessage) {
  if (const auto why = kafka::why_no_early_refusal(); !why.empty()) GTEST_SKIP() << why;
  const auto subject = sink({{"message.timeout.ms", "2000"}});
  // Without a leader librdkafka drops a message and says nothing else; the other topic's message is
  // sent again and again meanwhile.
  rd_kafka_mock_partition_set_leader(cluster_.mock().handle(), alerts_.c_str(), 0, -1);
  cluster_.set_topic_error(dead_, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS);
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  EXPECT_EQ(subject->deliver(std::chrono::milliseconds(1000)).error().code, ErrorCode::Unavailable);
  ASSERT_TRUE(subject->dead_letter(sample_record(), {ErrorCode::InvalidJson, "byte 6"}));
  Result<void> delivered;
  ASSERT_TRUE(kafka::eventually([&] {
    delivered = subject->deliver(std::chrono::milliseconds(100));
    return delivered || delivered.error().code != ErrorCode::Unavailable;
  }));
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, ErrorCode::Aborted) << delivered.error().message;
  EXPECT_THAT(delivered.error().message, HasSubstr(alerts_));
  ASSERT_TRUE(subject->abort(kPatience));
  EXPECT_THAT(subject->take_counts().errors, ElementsAre(Pair(PublishError::TimedOut, 2)));
}

TEST_F(TransactionalSinkTest, AsksForTheSameCommitAgainWhenItHadNoAnswer) {
  const auto subject = sink();
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  ASSERT_TRUE(subject->deliver(kPatience));
  rd_kafka_mock_broker_set_down(cluster_.mock().handle(), 1);
  const auto waiting = subject->commit(std::chrono::milliseconds(300));
  ASSERT_FALSE(waiting);
  EXPECT_EQ(waiting.error().code, ErrorCode::Unavailable) << waiting.error().message;
  rd_kafka_mock_broker_set_up(cluster_.mock().handle(), 1);
  ASSERT_TRUE(subject->commit(kPatience));
  EXPECT_EQ(subject->take_counts().alerts, 1U);
}

TEST_F(TransactionalSinkTest, EndsWhenAnotherOfItsNameHasTakenOver) {
  const auto subject = sink();
  ASSERT_TRUE(subject->publish(sample_alert("1"), sample_record()));
  ASSERT_TRUE(subject->deliver(kPatience));
  cluster_.push_errors(Api::EndTxn, {RD_KAFKA_RESP_ERR_PRODUCER_FENCED});
  const auto committed = subject->commit(kPatience);
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().code, ErrorCode::Fatal);
}

}  // namespace
}  // namespace newswatch::publishers
