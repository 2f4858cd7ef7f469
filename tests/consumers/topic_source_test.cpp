#include "consumers/topic_source.h"

#include "tests/kafka/test_cluster.h"

namespace newswatch::consumers {
namespace {

using kafka::eventually;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;

class TopicSourceTest : public testing::Test {
 protected:
  std::unique_ptr<TopicSource> source(const std::string& topic, std::string_view from,
                                      std::string_view to) {
    auto reader = std::move(kafka::RangeReader::create(cluster_.options({}), topic, {})).value();
    auto range = reader->find(*parse_topic_place(from), *parse_topic_place(to), kafka::kPatience);
    EXPECT_TRUE(range) << range.error().message;
    return std::make_unique<TopicSource>(std::move(reader), topic, *range);
  }
  static std::vector<std::string> read(ArchiveSource& source, std::size_t most = 1000) {
    std::vector<std::string> payloads;
    std::vector<Record> batch;
    EXPECT_TRUE(eventually([&] {
      EXPECT_TRUE(source.poll(batch, most - payloads.size(), milliseconds(50)));
      for (const Record& record : batch) payloads.push_back(record.payload);
      return source.at_end() || payloads.size() == most;
    }));
    return payloads;
  }

  kafka::TestCluster cluster_;
};

struct Case {
  std::string_view name;
  std::string_view from;
  std::string_view to;
  std::vector<std::string> payloads;
};
const Case kCases[] = {
    {"All", "beginning", "end", {"0", "1", "2", "3", "4", "5"}},
    {"FromAnOffset", "4", "end", {"4", "5"}},
    {"ToAnOffset", "beginning", "2", {"0", "1"}},
    {"Between", "1", "3", {"1", "2"}},
    {"OffsetsOfPartitions", "0:2", "0:4", {"2", "3"}},
    {"OutsideTheTopic", "0", "1000", {"0", "1", "2", "3", "4", "5"}},
    {"TheWrongWayRound", "4", "2", {}},
    // The broker in memory knows no times: it answers each with the end.
    {"FromATime", "2026-11-27", "end", {}},
};
class TopicPart : public TopicSourceTest, public testing::WithParamInterface<Case> {};
TEST_P(TopicPart, IsReadToItsEnd) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"0", "1", "2", "3", "4", "5"});
  const auto reading = source(topic, GetParam().from, GetParam().to);
  EXPECT_THAT(read(*reading), ElementsAreArray(GetParam().payloads));
  EXPECT_EQ(reading->progress().done, reading->progress().total);
}
INSTANTIATE_TEST_SUITE_P(Places, TopicPart, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_F(TopicSourceTest, EndsWhereTheTopicEndedWhenItWasAsked) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"a", "b"});
  const auto reading = source(topic, "beginning", "end");
  cluster_.put(topic, {"c"});
  EXPECT_THAT(read(*reading), ElementsAre("a", "b"));
}

TEST_F(TopicSourceTest, MergesPartitionsByTime) {
  const auto topic = cluster_.new_topic(3);
  std::vector<std::string> expected;
  for (int i = 0; i < 12; ++i) {
    expected.push_back(std::to_string(i));
    cluster_.put_row(topic, "key", expected.back(), i * 5 % 3);
    std::this_thread::sleep_for(milliseconds(5));  // timestamps are milliseconds
  }
  for (int run = 0; run < 3; ++run)
    EXPECT_THAT(read(*source(topic, "beginning", "end")), ElementsAreArray(expected));
}

TEST_F(TopicSourceTest, GoesOnFromAnyPlaceToTheSameEnd) {
  const auto topic = cluster_.new_topic(2);
  for (int i = 0; i < 6; ++i) {
    cluster_.put_row(topic, "key", std::to_string(i), i % 2);
    std::this_thread::sleep_for(milliseconds(5));
  }
  const auto whole = source(topic, "beginning", "end");
  EXPECT_THAT(read(*whole, 3), ElementsAre("0", "1", "2"));
  const auto position = whole->position();
  cluster_.put_row(topic, "key", "6", 0);
  const auto rest = source(topic, "beginning", "end");
  ASSERT_TRUE(rest->skip_to(position));
  EXPECT_THAT(read(*rest), ElementsAre("3", "4", "5"));
}

TEST_F(TopicSourceTest, RefusesWhatIsNoPlace) {
  const auto topic = cluster_.new_topic();
  for (const char* position : {"", "x", "0 1 2 y"})
    EXPECT_FALSE(source(topic, "beginning", "end")->skip_to(position)) << position;
}

TEST_F(TopicSourceTest, TellsOfAPartitionThatDoesNotExist) {
  const auto topic = cluster_.new_topic(2);
  auto reader = std::move(kafka::RangeReader::create(cluster_.options({}), topic, {})).value();
  const auto range = reader->find(*parse_topic_place("2:5"), kafka::End(), kafka::kPatience);
  ASSERT_FALSE(range);
  EXPECT_THAT(range.error().message, HasSubstr("has 2 partitions, counted from 0, and no 2"));
}

TEST_F(TopicSourceTest, LeavesOutRecordsWithoutAnArticle) {
  const auto topic = cluster_.new_topic();
  cluster_.put(topic, {"a", "", "b"});
  EXPECT_THAT(read(*source(topic, "beginning", "end")), ElementsAre("a", "b"));
}

TEST(TopicPlace, IsReadInItsForms) {
  for (const char* text : {"beginning", "end", "0", "1200", "0:12", "0:12,3:4", "2026-11-27",
                           "2026-11-27T08:30:00+01:00"})
    EXPECT_TRUE(parse_topic_place(text)) << text;
  for (const char* text : {"", "start", "-1", "0:", ":1", "0:1,", "0:1,0:2", "1.5", "0:-1",
                           "2026-13-01", "99999999999999999999"})
    EXPECT_FALSE(parse_topic_place(text)) << text;
}

}  // namespace
}  // namespace newswatch::consumers
