#include "kafka/errors.h"

#include <fmt/format.h>

namespace newswatch::kafka {

bool is_refusal(rd_kafka_resp_err_t error) {
  switch (error) {
    case RD_KAFKA_RESP_ERR__AUTHENTICATION:
    case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
    case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
    case RD_KAFKA_RESP_ERR_ILLEGAL_SASL_STATE:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
      return true;
    default:
      return false;
  }
}

bool is_unknown_topic(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC ||
         error == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION ||
         error == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
}

ErrorCode classify(rd_kafka_resp_err_t error) {
  if (is_refusal(error)) return ErrorCode::Refused;
  const bool fatal = error == RD_KAFKA_RESP_ERR__FATAL || error == RD_KAFKA_RESP_ERR__FENCED ||
                     error == RD_KAFKA_RESP_ERR__DESTROY;
  return fatal ? ErrorCode::Fatal : ErrorCode::Unavailable;
}

Error error_of(rd_kafka_resp_err_t error, std::string_view what) {
  return Error{classify(error), fmt::format("{}: {}", what, rd_kafka_err2str(error))};
}

Result<void> result_of(rd_kafka_resp_err_t error, std::string_view what) {
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return Unexpected(error_of(error, what));
}

Result<void> result_of(const ErrorHandle& error, std::string_view what) {
  return result_of(error ? rd_kafka_error_code(error.get()) : RD_KAFKA_RESP_ERR_NO_ERROR, what);
}

}  // namespace newswatch::kafka
