#include "kafka/errors.h"

#include <gtest/gtest.h>

namespace newswatch::kafka {
namespace {

struct Case {
  std::string_view name;
  rd_kafka_resp_err_t error;
  ErrorCode code;
};
const Case kCases[] = {
    {"TopicRight", RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, ErrorCode::Refused},
    {"GroupRight", RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, ErrorCode::Refused},
    {"Login", RD_KAFKA_RESP_ERR__AUTHENTICATION, ErrorCode::Refused},
    {"FatalState", RD_KAFKA_RESP_ERR__FATAL, ErrorCode::Fatal},
    {"Fenced", RD_KAFKA_RESP_ERR__FENCED, ErrorCode::Fatal},
    {"Rebalance", RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, ErrorCode::Unavailable},
    {"ThrownOut", RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID, ErrorCode::Unavailable},
    {"OldGeneration", RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, ErrorCode::Unavailable},
    {"NoConnection", RD_KAFKA_RESP_ERR__TRANSPORT, ErrorCode::Unavailable},
};
class KafkaErrors : public testing::TestWithParam<Case> {};
TEST_P(KafkaErrors, HaveAClass) {
  const auto error = error_of(GetParam().error, "commit offsets");
  EXPECT_EQ(error.code, GetParam().code);
  EXPECT_TRUE(error.message.starts_with("commit offsets: "));
}
INSTANTIATE_TEST_SUITE_P(Classes, KafkaErrors, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::kafka
