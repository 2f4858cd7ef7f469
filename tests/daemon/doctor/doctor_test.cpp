#include "daemon/doctor/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using kafka::TopicDescription;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using Level = Finding::Level;

class DoctorTest : public testing::Test {
 protected:
  DoctorTest() {
    configuration_.kafka.topics = {"articles", "^more-.*"};
    configuration_.correlation = {.detection_topic = "detections", .state_topic = "state"};
    configuration_.alerts.topic = "alerts";
    configuration_.alerts.dead_letter_topic = "dead";
    add("articles", 4, {{"compression.type", "uncompressed"}, {"max.message.bytes", "1000000"}});
    add("detections", 2, {{"max.message.bytes", "1000000"}});
    add("state", 2, {{"cleanup.policy", "compact,delete"}});
    add("alerts", 4, {{"max.message.bytes", "1000000"}});
    add("dead", 1, {{"max.message.bytes", "1100000"}});
  }

  void add(const std::string& name, int partitions, std::map<std::string, std::string> settings) {
    cluster_.topics.push_back(
        {.name = name, .partitions = partitions, .replicas = 3, .settings = std::move(settings)});
  }
  TopicDescription& topic(const std::string& name) {
    return *std::ranges::find(cluster_.topics, name, &TopicDescription::name);
  }
  /// @return those that are not fine, as their level and sentence.
  std::vector<std::pair<Level, std::string>> complaints() const {
    std::vector<std::pair<Level, std::string>> told;
    for (const Finding& finding : examine(configuration_, cluster_)) {
      EXPECT_EQ(finding.level == Level::Fine, finding.fix.empty()) << finding.what;
      if (finding.level != Level::Fine) told.emplace_back(finding.level, finding.what);
    }
    return told;
  }

  Configuration configuration_;
  kafka::ClusterDescription cluster_{.brokers = 3, .topics = {}};
};

TEST_F(DoctorTest, FindsNothingWhereAllIsWell) {
  EXPECT_THAT(complaints(), IsEmpty());
  EXPECT_EQ(examine(configuration_, cluster_).size(), 5U);
  EXPECT_THAT(missing_topics(configuration_, cluster_), IsEmpty());
}

TEST_F(DoctorTest, NeedsAGroupForEachStage) {
  configuration_.kafka.group = "news";
  EXPECT_THAT(needed_groups(configuration_), ElementsAre("news", "news-correlation"));
  configuration_.correlation.detection_topic.clear();
  EXPECT_THAT(needed_groups(configuration_), ElementsAre("news"));
}

TEST_F(DoctorTest, TellsOfARightThatIsMissingAndHowToGrantIt) {
  kafka::Identity jane;
  jane.principal = "User:jane";
  jane.transactional_prefix = "news";
  EXPECT_EQ(examine_group("news", true, jane).level, Level::Fine);
  const auto group = examine_group("news", false, jane);
  EXPECT_EQ(group.level, Level::Failure);
  EXPECT_EQ(group.what, "User:jane lacks Read on group \"news\"");
  EXPECT_THAT(group.fix,
              HasSubstr("--allow-principal 'User:jane' --operation Read --group 'news'"));
  EXPECT_EQ(examine_transactions(true, jane).level, Level::Fine);
  const auto transactions = examine_transactions(false, jane);
  EXPECT_EQ(transactions.level, Level::Failure);
  EXPECT_THAT(transactions.fix,
              HasSubstr("--operation Write --transactional-id 'news' --resource-pattern-type "
                        "prefixed"));
}

TEST_F(DoctorTest, OnlyWarnsOfARightOfWhichNothingIsTold) {
  const auto told = examine_group("news", fail(ErrorCode::Unavailable, "Timed out"), {});
  EXPECT_EQ(told.level, Level::Warning);
  EXPECT_THAT(told.what,
              HasSubstr("group \"news\": whether Read is granted was not told: Timed out"));
}

TEST_F(DoctorTest, NeedsNoTopicsThatAreNotConfigured) {
  EXPECT_THAT(needed_topics(configuration_),
              ElementsAre("articles", "detections", "state", "alerts", "dead"));
  configuration_.correlation.detection_topic.clear();
  configuration_.annotations.topic = "annotations";
  EXPECT_THAT(needed_topics(configuration_),
              ElementsAre("articles", "alerts", "dead", "annotations"));
}

TEST_F(DoctorTest, MakesWhatIsMissingFitWhatIsThere) {
  topic("state") = {.name = "state", .is_missing = true, .error = "Unknown topic"};
  EXPECT_THAT(complaints(), ElementsAre(Pair(Level::Failure, HasSubstr("\"state\" does not"))));
  const auto missing = missing_topics(configuration_, cluster_);
  ASSERT_EQ(missing.size(), 1U);
  EXPECT_EQ(missing[0].partitions, 2);
  EXPECT_EQ(missing[0].settings.at("cleanup.policy"), "compact");
}

TEST_F(DoctorTest, NamesTheRightsThatAreMissingWithTheCommandThatGrantsThem) {
  cluster_.identity.principal = "User:news";
  topic("state") = {.name = "state", .is_refused = true, .error = "Topic authorization failed"};
  topic("alerts").settings_error = "Topic authorization failed";
  topic("alerts").settings_are_refused = true;
  const auto findings = examine(configuration_, cluster_);
  EXPECT_EQ(findings[2].what, "topic \"state\": User:news lacks Read and Write on it");
  EXPECT_EQ(findings[2].fix,
            "kafka-acls.sh --bootstrap-server $BROKERS --add --allow-principal 'User:news' "
            "--operation Read --operation Write --topic 'state'");
  EXPECT_THAT(findings[3].fix, HasSubstr("--operation DescribeConfigs --topic 'alerts'"));
}

TEST_F(DoctorTest, TellsOfATopicThatItMayNotSeeAndDoesNotMakeIt) {
  topic("alerts") = {.name = "alerts", .error = "Topic authorization failed"};
  EXPECT_THAT(complaints(), ElementsAre(Pair(Level::Failure, HasSubstr("authorization failed"))));
  EXPECT_THAT(missing_topics(configuration_, cluster_), IsEmpty());
}

TEST_F(DoctorTest, ComparesPartitions) {
  topic("state").partitions = 3;
  EXPECT_THAT(complaints(), ElementsAre(Pair(Level::Failure, HasSubstr("the same number"))));
}

TEST_F(DoctorTest, WantsStateCompacted) {
  topic("state").settings["cleanup.policy"] = "delete";
  EXPECT_THAT(complaints(), ElementsAre(Pair(Level::Failure, HasSubstr("not compacted"))));
}

TEST_F(DoctorTest, WantsRoomForDeadLettersAndDetections) {
  topic("dead").settings["max.message.bytes"] = "1000000";
  topic("detections").settings["max.message.bytes"] = "5000";
  EXPECT_THAT(complaints(),
              ElementsAre(Pair(Level::Warning, HasSubstr("\"detections\" takes 5000 bytes")),
                          Pair(Level::Warning, HasSubstr("dead letters of large ones"))));
}

TEST_F(DoctorTest, WarnsOfBombsAndOfSingleReplicas) {
  topic("articles").settings["compression.type"] = "producer";
  topic("articles").replicas = 1;
  EXPECT_THAT(complaints(),
              ElementsAre(Pair(Level::Warning, HasSubstr("compression.type=producer")),
                          Pair(Level::Warning, HasSubstr("one replica"))));
  topic("articles").settings["compression.type"] = "uncompressed";
  cluster_.brokers = 1;
  EXPECT_THAT(complaints(), IsEmpty());
}

TEST_F(DoctorTest, SaysWhichSettingsItCouldNotSee) {
  topic("dead").settings.clear();
  topic("dead").settings_error = "Cluster authorization failed";
  EXPECT_THAT(complaints(), ElementsAre(Pair(Level::Warning, HasSubstr("not told"))));
}

}  // namespace
}  // namespace newswatch::daemon
