#include "kafka/connection_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kafka/consumer.h"

namespace newswatch::kafka {
namespace {

using testing::HasSubstr;

ConnectionOptions with(std::string_view name, std::string_view value) {
  ConnectionOptions options;
  options.brokers = "kafka:9092";
  options.topics = {"articles"};
  options.properties.set(name, value);
  return options;
}

std::string value_of(const Result<Properties>& properties, std::string_view name) {
  const auto* value = properties ? properties->find(name) : nullptr;
  return value == nullptr ? "(none)" : *value;
}

TEST(ConnectionOptions, LetOperatorsOverrideADefault) {
  EXPECT_EQ(value_of(consumer_properties(with("session.timeout.ms", "6000")), "session.timeout.ms"),
            "6000");
}

TEST(ConnectionOptions, PreferThePropertyOfOneSide) {
  auto options = with("linger.ms", "50");
  options.producer_properties.set("linger.ms", "5");
  EXPECT_EQ(value_of(producer_properties(options), "linger.ms"), "5");
}

TEST(ConnectionOptions, NameTheGroupOnlyToConsumers) {
  const auto options = with("client.id", "a");
  EXPECT_EQ(value_of(consumer_properties(options), "group.id"), "newswatch");
  EXPECT_EQ(value_of(producer_properties(options), "group.id"), "(none)");
}

TEST(ConnectionOptions, AreDynamicMembersUnlessNamed) {
  auto options = with("client.id", "a");
  EXPECT_EQ(value_of(consumer_properties(options), "group.instance.id"), "(none)");
  options.instance_id = "pod-0";
  EXPECT_EQ(value_of(consumer_properties(options), "group.instance.id"), "pod-0");
}

TEST(ConnectionOptions, OfATableAreWhatItsReadingRestsOn) {
  auto options = with("auto.offset.reset", "latest");
  options.instance_id = "pod-0";
  options.consumer_properties.set("isolation.level", "read_uncommitted");
  const auto properties = table_properties(options);
  EXPECT_EQ(value_of(properties, "auto.offset.reset"), "earliest");
  EXPECT_EQ(value_of(properties, "isolation.level"), "read_committed");
  EXPECT_EQ(value_of(properties, "enable.partition.eof"), "true");
  EXPECT_EQ(value_of(properties, "enable.auto.commit"), "false");
  EXPECT_EQ(value_of(properties, "group.instance.id"), "(none)");
}

struct Owned {
  std::string_view name;
  std::string_view property;
  std::string_view why;
};
const Owned kOwned[] = {
    {"AutoCommit", "enable.auto.commit", "commits only what was safely published"},
    {"OffsetStore", "enable.auto.offset.store", "commits only what was safely published"},
    {"Brokers", "bootstrap.servers", "kafka.brokers"},
    {"BrokersAlias", "metadata.broker.list", "kafka.brokers"},
    {"Group", "group.id", "kafka.group"},
    {"Idempotence", "enable.idempotence", "delivery promise"},
    {"Transactions", "transactional.id", "delivery promise"},
    {"Acknowledgements", "acks", "delivery promise"},
};
class OwnedProperty : public testing::TestWithParam<Owned> {};
TEST_P(OwnedProperty, IsRefusedWithTheReason) {
  const auto options = with(GetParam().property, "true");
  for (const auto& result : {consumer_properties(options), producer_properties(options)}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::InvalidConfiguration);
    EXPECT_THAT(result.error().message, HasSubstr(std::string(GetParam().property)));
    EXPECT_THAT(result.error().message, HasSubstr(std::string(GetParam().why)));
  }
}
INSTANTIATE_TEST_SUITE_P(ConnectionOptions, OwnedProperty, testing::ValuesIn(kOwned),
                         [](const auto& test) { return std::string(test.param.name); });

struct Login {
  std::string_view name;
  std::string_view mechanism;
  int version;
  bool accepted;
};
const Login kLogins[] = {
    {"PlainWithOldLibrary", "PLAIN", 0x020002ff, true},
    {"ScramWithOldLibrary", "SCRAM-SHA-512", 0x020002ff, false},
    {"ScramInSmallLetters", "scram-sha-256", 0x020600ff, false},
    {"ScramWithFixedLibrary", "SCRAM-SHA-512", 0x020601ff, true},
};
class LoginCheck : public testing::TestWithParam<Login> {};
TEST_P(LoginCheck, RefusesScramWhereItCannotWork) {
  const Properties properties{{"sasl.mechanisms", std::string(GetParam().mechanism)}};
  const auto checked = check_login(properties, GetParam().version);
  EXPECT_EQ(checked.has_value(), GetParam().accepted);
  if (!checked) {
    EXPECT_THAT(checked.error().message, HasSubstr("cannot log in to Kafka 4"));
  }
}
INSTANTIATE_TEST_SUITE_P(ConnectionOptions, LoginCheck, testing::ValuesIn(kLogins),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(ConnectionOptions, ThatContradictEachOtherMakeNoConsumer) {
  const auto consumer = Consumer::create(with("max.poll.interval.ms", "1000"), {});
  ASSERT_FALSE(consumer);
  EXPECT_EQ(consumer.error().code, ErrorCode::InvalidConfiguration);
  EXPECT_THAT(consumer.error().message, HasSubstr("max.poll.interval.ms"));
}

TEST(ConnectionOptions, WithoutTopicsMakeNoConsumer) {
  auto options = with("client.id", "a");
  options.topics.clear();
  const auto consumer = Consumer::create(options, {});
  ASSERT_FALSE(consumer);
  EXPECT_THAT(consumer.error().message, HasSubstr("no topics"));
}

}  // namespace
}  // namespace newswatch::kafka
