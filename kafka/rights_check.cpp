#include "kafka/rights_check.h"

#include <fmt/format.h>

#include <memory>
#include <span>

#include "kafka/admin_request.h"
#include "kafka/errors.h"

namespace newswatch::kafka {
namespace {

constexpr const char* kNoTopic = "newswatch.there-is-no-such-topic";

struct FreeChange {
  void operator()(rd_kafka_AlterConsumerGroupOffsets_t* change) const {
    rd_kafka_AlterConsumerGroupOffsets_destroy(change);
  }
};
using ChangeHandle = std::unique_ptr<rd_kafka_AlterConsumerGroupOffsets_t, FreeChange>;

ChangeHandle futile_commit(const std::string& group) {
  const ListHandle partitions(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(partitions.get(), kNoTopic, 0)->offset = 0;
  return ChangeHandle(rd_kafka_AlterConsumerGroupOffsets_new(group.c_str(), partitions.get()));
}

/// @return why the commit failed: that of the group, or of its one partition.
rd_kafka_resp_err_t refusal_of(const rd_kafka_group_result_t* result) {
  const auto* error = rd_kafka_group_result_error(result);
  if (error != nullptr) return rd_kafka_error_code(error);
  const auto* partitions = rd_kafka_group_result_partitions(result);
  return partitions == nullptr || partitions->cnt == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR
                                                       : partitions->elems[0].err;
}

}  // namespace

Result<bool> may_join(const ConnectionOptions& options, const std::string& group,
                      std::chrono::milliseconds wait) {
  const auto properties = producer_properties(options);
  if (!properties) return Unexpected(properties.error());
  auto request = AdminRequest::begin(*properties, options, wait);
  if (!request) return Unexpected(request.error());
  const auto commit = futile_commit(group);
  rd_kafka_AlterConsumerGroupOffsets_t* one = commit.get();
  rd_kafka_AlterConsumerGroupOffsets(request->client(), &one, 1,
                                     request->options(RD_KAFKA_ADMIN_OP_ALTERCONSUMERGROUPOFFSETS),
                                     request->queue());
  const auto answer = request->answer();
  // Who has no right at all is not even told which broker to ask.
  if (request->error() == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) return false;
  if (!answer) return Unexpected(answer.error());
  std::size_t count = 0;
  const auto* results = rd_kafka_AlterConsumerGroupOffsets_result_groups(
      rd_kafka_event_AlterConsumerGroupOffsets_result(*answer), &count);
  return count == 0 || refusal_of(results[0]) != RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED;
}

Result<bool> may_use_transactions(const ConnectionOptions& options,
                                  std::chrono::milliseconds wait) {
  auto as_nobody = options;
  as_nobody.transactional_id = options.transactional_prefix + "-doctor";
  auto properties = producer_properties(as_nobody);
  if (!properties) return Unexpected(properties.error());
  properties->set("transaction.timeout.ms", "2147483647");
  auto request = AdminRequest::begin(*properties, as_nobody, wait);
  if (!request) return Unexpected(request.error());
  const ErrorHandle error(
      rd_kafka_init_transactions(request->client(), static_cast<int>(wait.count())));
  const auto code = error ? rd_kafka_error_code(error.get()) : RD_KAFKA_RESP_ERR_NO_ERROR;
  if (code == RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED) return false;
  if (code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT)
    return true;
  return fail(ErrorCode::Unavailable, request->complaint(rd_kafka_error_string(error.get())));
}

}  // namespace newswatch::kafka
