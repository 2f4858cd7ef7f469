#include <memory>
#include <vector>

#include "daemon/pipeline/delivery.h"
#include "tests/kafka/test_cluster.h"
#include "tests/publishers/samples.h"

// What holds of it is for tests/integration and tests/chaos: the broker in memory shows what was
// aborted, too, and keeps no offsets of transactions.

namespace newswatch::daemon {
namespace {

using kafka::Api;
using kafka::eventually;
using kafka::kPatience;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ExactlyOnceTest : public testing::Test {
 protected:
  /// A process with a consumer, a producer, and what joins them.
  struct Process {
    std::unique_ptr<consumers::KafkaSource> source;
    std::unique_ptr<publishers::TransactionalSink> sink;
    std::unique_ptr<ExactlyOnce> delivery;
    std::vector<std::string> failures;
  };

  std::unique_ptr<Process> start(const std::string& name) {
    auto with = options_;
    with.transactional_id = name;
    auto process = std::make_unique<Process>();
    process->source = std::make_unique<consumers::KafkaSource>(
        std::move(kafka::Consumer::create(with, {})).value());
    process->sink = std::make_unique<publishers::TransactionalSink>(
        std::move(kafka::Producer::create(with, {})).value(),
        publishers::KafkaSinkOptions{.alert_topic = alerts_,
                                     .topic_label = "",
                                     .dead_letter_topic = alerts_,
                                     .annotation_topic = ""});
    process->delivery = std::make_unique<ExactlyOnce>(
        *process->source, *process->sink,
        [&told = process->failures](const Error& error) { told.push_back(error.message); });
    EXPECT_TRUE(process->delivery->prepare(kPatience));
    return process;
  }

  static std::vector<std::string> take(Process& process, std::size_t count) {
    std::vector<std::string> payloads;
    std::vector<Record> batch;
    EXPECT_TRUE(eventually([&] {
      EXPECT_TRUE(process.source->poll(batch, count - payloads.size(), milliseconds(50)));
      for (const Record& record : batch) payloads.push_back(record.payload);
      return payloads.size() >= count;
    }));
    return payloads;
  }

  /// As the pipeline ends a turn.
  static Result<void> finish(Process& process) {
    if (auto published = process.delivery->publish(kPatience); !published) return published;
    return process.delivery->commit(kPatience);
  }

  static void end(Process& process) {
    process.delivery->close();
    process.source->close();
  }

  kafka::TestCluster cluster_;
  std::string articles_ = cluster_.new_topic();
  std::string alerts_ = cluster_.new_topic();
  kafka::ConnectionOptions options_ = cluster_.options({articles_});
};

TEST_F(ExactlyOnceTest, CommitsOffsetsAloneOnceTheyAreDue) {
  cluster_.put(articles_, {"a", "b"});
  // A plain commit that a rebalance overtook would be answered so, and cost all partitions.
  cluster_.push_errors(Api::OffsetCommit, std::vector(9, RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION));
  const auto process = start("one");
  take(*process, 1);
  ASSERT_TRUE(finish(*process));
  EXPECT_THAT(process->source->uncommitted(), IsEmpty()) << "the first are due at once";
  take(*process, 1);
  EXPECT_TRUE(eventually([&] {
    EXPECT_TRUE(finish(*process));
    return process->source->uncommitted().empty();
  }));
  std::vector<Record> none;
  ASSERT_TRUE(process->source->poll(none, 1, milliseconds(200)));
  EXPECT_THAT(process->source->take_assignment_news().lost, IsEmpty());
  end(*process);
  EXPECT_THAT(process->failures, IsEmpty());
}

TEST_F(ExactlyOnceTest, LeavesNoTransactionOpenThatItCannotCommitWhenItIsClosed) {
  cluster_.put(articles_, std::vector<std::string>(100, "a"));
  const auto process = start("one");
  ASSERT_TRUE(eventually([&] {
    take(*process, 1);
    EXPECT_TRUE(finish(*process));
    return !process->source->uncommitted().empty();
  }));
  cluster_.push_errors(Api::TxnOffsetCommit,
                       std::vector(9, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED));
  end(*process);
  EXPECT_THAT(process->failures, ElementsAre(HasSubstr("add offsets to a transaction")));
  EXPECT_FALSE(process->sink->is_open());
}

TEST_F(ExactlyOnceTest, GivesUpWhatAMemberMadeThatWasThrownOutMeanwhile) {
  cluster_.put(articles_, {"a", "b"});
  const auto process = start("one");
  take(*process, 2);
  ASSERT_TRUE(process->sink->publish(publishers::sample_alert("1"), publishers::sample_record()));
  cluster_.push_errors(Api::Heartbeat, {RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID});
  EXPECT_TRUE(eventually([&] { return !process->source->group(); }));
  const auto finished = finish(*process);
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().code, ErrorCode::Aborted);
  EXPECT_FALSE(process->sink->is_open());
  EXPECT_THAT(take(*process, 2), ElementsAre("a", "b")) << "as a new member";
  ASSERT_TRUE(process->sink->publish(publishers::sample_alert("1"), publishers::sample_record()));
  EXPECT_TRUE(finish(*process));
  end(*process);
}

}  // namespace
}  // namespace newswatch::daemon
