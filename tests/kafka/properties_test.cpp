#include "kafka/properties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::kafka {
namespace {

TEST(Properties, KeepTheirFirstPlaceAndTheirLastValue) {
  Properties properties{{"linger.ms", "1"}, {"client.id", "a"}};
  properties.set("linger.ms", "2");
  EXPECT_EQ(properties.describe(), "linger.ms=2 client.id=a");
}

TEST(Properties, ShowNoSecrets) {
  const Properties properties{{"sasl.username", "reader"}, {"sasl.password", "hunter2"}};
  EXPECT_EQ(properties.describe(), "sasl.username=reader sasl.password=***");
}

TEST(Properties, MakeAConfiguration) {
  const Properties properties{{"client.id", "a"}, {"auto.offset.reset", "earliest"}};
  EXPECT_TRUE(properties.to_conf());
}

struct Refused {
  std::string_view name;
  Properties properties;
  std::string_view message;
};
const Refused kRefused[] = {
    {"UnknownName",
     {{"linger.mss", "1"}},
     "Kafka property \"linger.mss\": librdkafka does not know it"},
    {"BadValue",
     {{"linger.ms", "1"}, {"isolation.level", "some"}},
     "Kafka property \"isolation.level\": Invalid value \"some\" for configuration property "
     "\"isolation.level\""},
    {"BadSecret",
     {{"oauthbearer_token_refresh_cb", "hunter2"}},
     "Kafka property \"oauthbearer_token_refresh_cb\": its value is not accepted"},
};
class RefusedProperty : public testing::TestWithParam<Refused> {};
TEST_P(RefusedProperty, IsNamed) {
  const auto conf = GetParam().properties.to_conf();
  ASSERT_FALSE(conf);
  EXPECT_EQ(conf.error().code, ErrorCode::InvalidConfiguration);
  EXPECT_EQ(conf.error().message, GetParam().message);
}
INSTANTIATE_TEST_SUITE_P(Properties, RefusedProperty, testing::ValuesIn(kRefused),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::kafka
