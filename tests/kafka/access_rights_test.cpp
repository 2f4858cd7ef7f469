#include "kafka/access_rights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace newswatch::kafka {
namespace {

using testing::HasSubstr;

std::string told(rd_kafka_resp_err_t error, std::string_view topic = "") {
  Identity identity;
  identity.principal = "User:CN=news,O=Example";
  identity.group = "group";
  identity.transactional_prefix = "ids";
  const auto right = missing_right(error, "Write", topic, identity);
  return right ? explain(*right, identity) : "(nothing)";
}

TEST(AccessRights, AreNamedWithTheCommandThatGrantsThem) {
  EXPECT_EQ(told(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, "alerts"),
            "User:CN=news,O=Example lacks Write on topic \"alerts\": grant it with kafka-acls.sh "
            "--bootstrap-server $BROKERS --add --allow-principal 'User:CN=news,O=Example' "
            "--operation Write --topic 'alerts'");
  EXPECT_THAT(told(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED),
              HasSubstr("--operation Read --group 'group'"));
  EXPECT_THAT(told(RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED),
              HasSubstr("--transactional-id 'ids' --resource-pattern-type prefixed"));
  EXPECT_THAT(told(RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED),
              HasSubstr("--operation IdempotentWrite --cluster"));
}

TEST(AccessRights, AreNotGuessed) {
  EXPECT_EQ(told(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED), "(nothing)");
  EXPECT_EQ(told(RD_KAFKA_RESP_ERR__TRANSPORT, "alerts"), "(nothing)");
}

TEST(AccessRights, OfOneResourceAreGrantedTogether) {
  const std::array rights{Right{"Read", "topic", "state"}, Right{"Write", "topic", "state"}};
  EXPECT_THAT(granting_command(rights, {}),
              HasSubstr("--operation Read --operation Write --topic 'state'"));
}

}  // namespace
}  // namespace newswatch::kafka
