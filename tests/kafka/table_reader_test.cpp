#include "kafka/table_reader.h"

#include "tests/kafka/test_cluster.h"

namespace newswatch::kafka {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

class TableReaderTest : public testing::Test {
 protected:
  std::unique_ptr<TableReader> reader(const std::string& topic) {
    return std::move(TableReader::create(cluster_.options({}), topic,
                                         [this](int, std::string_view, std::string_view message) {
                                           log_ += std::string(message) + "\n";
                                         }))
        .value();
  }
  /// Has read all that is there.
  std::unique_ptr<TableReader> complete(const std::string& topic) {
    auto table = reader(topic);
    EXPECT_TRUE(eventually([&] {
      table->poll(milliseconds(100));
      return table->is_complete();
    }));
    return table;
  }
  static bool changes(TableReader& table) {
    return eventually([&] { return table.poll(milliseconds(50)); });
  }

  void put(const std::string& topic, const std::string& key, std::optional<std::string> value,
           std::int32_t partition = 0) {
    cluster_.put_row(topic, key, value, partition);
  }

  static auto row(const std::string& key, const std::string& value, std::int32_t partition = 0) {
    return Pair(RowKey{key, partition}, Field(&Row::value, value));
  }

  TestCluster cluster_;
  std::string log_;
};

TEST_F(TableReaderTest, HasTheLatestValueOfEachKeyInAllPartitions) {
  const auto topic = cluster_.new_topic(2);
  put(topic, "a", "1");
  put(topic, "b", "2", 1);
  put(topic, "a", "3");
  const auto table = complete(topic);
  EXPECT_THAT(table->rows(), ElementsAre(row("a", "3"), row("b", "2", 1)));
  EXPECT_EQ(table->rows().begin()->second.offset, 1);
  EXPECT_TRUE(table->status()->health().joined);
}

TEST_F(TableReaderTest, FollowsChangesAndDeletions) {
  const auto topic = cluster_.new_topic();
  put(topic, "a", "1");
  put(topic, "b", "2");
  const auto table = complete(topic);
  EXPECT_FALSE(table->poll(milliseconds(0)));
  put(topic, "a", "3");
  ASSERT_TRUE(changes(*table));
  EXPECT_THAT(table->rows(), ElementsAre(row("a", "3"), row("b", "2")));
  put(topic, "a", std::nullopt);
  ASSERT_TRUE(changes(*table));
  EXPECT_THAT(table->rows(), ElementsAre(row("b", "2")));
}

TEST_F(TableReaderTest, KeepsAnEmptyValueWhichDeletesNothing) {
  const auto topic = cluster_.new_topic();
  put(topic, "a", "");
  EXPECT_THAT(complete(topic)->rows(), ElementsAre(row("a", "")));
}

TEST_F(TableReaderTest, IsCompleteWhenTheTopicIsEmpty) {
  EXPECT_THAT(complete(cluster_.new_topic(3))->rows(), IsEmpty());
}

TEST_F(TableReaderTest, KeepsAKeyThatTwoPartitionsHaveTwice) {
  const auto topic = cluster_.new_topic(2);
  put(topic, "a", "1", 0);
  put(topic, "a", "2", 1);
  EXPECT_THAT(complete(topic)->rows(), ElementsAre(row("a", "1"), row("a", "2", 1)));
}

TEST_F(TableReaderTest, WarnsOfADeletionInAnotherPartition) {
  const auto topic = cluster_.new_topic(2);
  put(topic, "a", "1", 0);
  const auto table = complete(topic);
  put(topic, "a", std::nullopt, 1);
  EXPECT_TRUE(eventually([&] {
    table->poll(milliseconds(50));
    return log_.find("the deletion of \"a\" changes nothing") != std::string::npos;
  }));
  EXPECT_THAT(table->rows(), SizeIs(1));
}

TEST_F(TableReaderTest, WaitsForATopicThatIsMissing) {
  const auto topic = cluster_.new_topic();
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
  const auto table = reader(topic);
  EXPECT_TRUE(eventually([&] {
    EXPECT_FALSE(table->poll(milliseconds(100)));
    return table->status()->health().last_error.find(topic) != std::string::npos;
  }));
  EXPECT_FALSE(table->is_complete());
  EXPECT_FALSE(table->status()->health().joined);
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_NO_ERROR);
  put(topic, "a", "1");
  EXPECT_TRUE(changes(*table));
  EXPECT_THAT(table->rows(), ElementsAre(row("a", "1")));
}

TEST_F(TableReaderTest, RemembersARefusedRight) {
  if (const auto why = why_no_early_refusal(); !why.empty()) GTEST_SKIP() << why;
  const auto topic = cluster_.new_topic();
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  const auto table = reader(topic);
  EXPECT_TRUE(eventually([&] {
    table->poll(milliseconds(100));
    return !table->status()->health().refused.empty();
  }));
  EXPECT_FALSE(table->is_complete());
  cluster_.set_topic_error(topic, RD_KAFKA_RESP_ERR_NO_ERROR);
  EXPECT_TRUE(eventually([&] {
    table->poll(milliseconds(100));
    return table->is_complete();
  }));
  EXPECT_EQ(table->status()->health().refused, "");
}

TEST_F(TableReaderTest, KeepsItsRowsWhileNoBrokerIsThere) {
  const auto topic = cluster_.new_topic();
  put(topic, "a", "1");
  const auto table = complete(topic);
  rd_kafka_mock_broker_set_down(cluster_.mock().handle(), 1);
  EXPECT_TRUE(eventually([&] {
    table->poll(milliseconds(50));
    return !table->status()->health().brokers_up;
  }));
  EXPECT_TRUE(table->is_complete());
  EXPECT_THAT(table->rows(), ElementsAre(row("a", "1")));
  rd_kafka_mock_broker_set_up(cluster_.mock().handle(), 1);
  put(topic, "a", "2");
  ASSERT_TRUE(changes(*table));
  EXPECT_THAT(table->rows(), ElementsAre(row("a", "2")));
}

TEST_F(TableReaderTest, CommitsNothingAndJoinsNoGroup) {
  const auto topic = cluster_.new_topic();
  put(topic, "a", "1");
  const auto options = cluster_.options({topic});
  const auto table = std::move(TableReader::create(options, topic, {})).value();
  const auto member = std::move(Consumer::create(options, {})).value();
  EXPECT_TRUE(eventually([&] {
    table->poll(milliseconds(50));
    member->poll(milliseconds(50));
    return table->is_complete() && member->assignment().size() == 1;
  }));
  EXPECT_THAT(member->committed(kPatience).value(), IsEmpty());
}

TEST_F(TableReaderTest, SaysWhatToLookAtWhereNobodyAnswers) {
  auto options = cluster_.options({});
  options.brokers = "127.0.0.1:1";
  const auto table =
      std::move(TableReader::create(options, "rules",
                                    [this](int, std::string_view, std::string_view message) {
                                      log_ += std::string(message) + "\n";
                                    }))
          .value();
  EXPECT_TRUE(eventually([&] {
    table->poll(milliseconds(50));
    return log_.find("no broker answers (") != std::string::npos;
  }));
  EXPECT_THAT(log_, HasSubstr("kafka.security_protocol says, plaintext?"));
}

}  // namespace
}  // namespace newswatch::kafka
