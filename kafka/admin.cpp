#include "kafka/admin.h"

#include <fmt/format.h>

#include <array>
#include <memory>

#include "kafka/handles.h"

namespace newswatch::kafka {
namespace {

struct FreeAdmin {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
  void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
  void operator()(rd_kafka_NewTopic_t* topic) const { rd_kafka_NewTopic_destroy(topic); }
  void operator()(rd_kafka_DeleteTopic_t* topic) const { rd_kafka_DeleteTopic_destroy(topic); }
  void operator()(rd_kafka_AdminOptions_t* options) const {
    rd_kafka_AdminOptions_destroy(options);
  }
};
template <typename T>
using Handle = std::unique_ptr<T, FreeAdmin>;

using Text = std::array<char, 512>;
constexpr std::int16_t kDefaultReplication = -1;

/// One request to the cluster, and its answer.
class Request {
 public:
  static Result<Request> begin(const ConnectionOptions& options, rd_kafka_admin_op_t operation,
                               std::chrono::milliseconds wait) {
    const auto properties = producer_properties(options);
    if (!properties) return Unexpected(properties.error());
    auto conf = properties->to_conf();
    if (!conf) return Unexpected(conf.error());
    Request request;
    Text why{};
    request.client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf->get(), why.data(), why.size()));
    if (!request.client_) return fail(ErrorCode::InvalidConfiguration, why.data());
    static_cast<void>(conf->release());  // the client owns it now
    const auto milliseconds = static_cast<int>(wait.count());
    request.options_.reset(rd_kafka_AdminOptions_new(request.client_.get(), operation));
    rd_kafka_AdminOptions_set_request_timeout(request.options_.get(), milliseconds, why.data(),
                                              why.size());
    // Also wait until the brokers know the topic, not only its controller.
    rd_kafka_AdminOptions_set_operation_timeout(request.options_.get(), milliseconds, why.data(),
                                                why.size());
    request.queue_.reset(rd_kafka_queue_new(request.client_.get()));
    return request;
  }

  rd_kafka_t* client() const { return client_.get(); }
  rd_kafka_AdminOptions_t* options() const { return options_.get(); }
  rd_kafka_queue_t* queue() const { return queue_.get(); }

  /// The answer belongs to the request.
  Result<rd_kafka_event_t*> answer() {
    constexpr int kForEver = -1;  // the request has a time-out of its own
    event_.reset(rd_kafka_queue_poll(queue_.get(), kForEver));
    if (rd_kafka_event_error(event_.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return fail(ErrorCode::Unavailable, rd_kafka_event_error_string(event_.get()));
    }
    return event_.get();
  }

 private:
  // In this order, so that the client goes last.
  Handle<rd_kafka_t> client_;
  Handle<rd_kafka_AdminOptions_t> options_;
  QueueHandle queue_;
  Handle<rd_kafka_event_t> event_;
};

Result<void> check(const rd_kafka_topic_result_t* const* results, std::size_t count,
                   rd_kafka_resp_err_t harmless) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto error = rd_kafka_topic_result_error(results[i]);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == harmless) continue;
    const bool refused = error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED ||
                         error == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED;
    return fail(refused ? ErrorCode::Refused : ErrorCode::Unavailable,
                fmt::format("topic {}: {}", rd_kafka_topic_result_name(results[i]),
                            rd_kafka_err2str(error)));
  }
  return {};
}

}  // namespace

Result<void> create_topics(const ConnectionOptions& options, const std::vector<std::string>& topics,
                           int partitions, std::chrono::milliseconds wait) {
  auto request = Request::begin(options, RD_KAFKA_ADMIN_OP_CREATETOPICS, wait);
  if (!request) return Unexpected(request.error());
  std::vector<Handle<rd_kafka_NewTopic_t>> owned;
  std::vector<rd_kafka_NewTopic_t*> list;
  for (const std::string& topic : topics) {
    Text why{};
    owned.emplace_back(rd_kafka_NewTopic_new(topic.c_str(), partitions, kDefaultReplication,
                                             why.data(), why.size()));
    if (!owned.back())
      return fail(ErrorCode::InvalidConfiguration, fmt::format("topic {}: {}", topic, why.data()));
    list.push_back(owned.back().get());
  }
  rd_kafka_CreateTopics(request->client(), list.data(), list.size(), request->options(),
                        request->queue());
  const auto answer = request->answer();
  if (!answer) return Unexpected(answer.error());
  std::size_t count = 0;
  const auto* results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(*answer), &count);
  return check(results, count, RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS);
}

Result<void> delete_topics(const ConnectionOptions& options, const std::vector<std::string>& topics,
                           std::chrono::milliseconds wait) {
  auto request = Request::begin(options, RD_KAFKA_ADMIN_OP_DELETETOPICS, wait);
  if (!request) return Unexpected(request.error());
  std::vector<Handle<rd_kafka_DeleteTopic_t>> owned;
  std::vector<rd_kafka_DeleteTopic_t*> list;
  for (const std::string& topic : topics) {
    owned.emplace_back(rd_kafka_DeleteTopic_new(topic.c_str()));
    list.push_back(owned.back().get());
  }
  rd_kafka_DeleteTopics(request->client(), list.data(), list.size(), request->options(),
                        request->queue());
  const auto answer = request->answer();
  if (!answer) return Unexpected(answer.error());
  std::size_t count = 0;
  const auto* results =
      rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(*answer), &count);
  return check(results, count, RD_KAFKA_RESP_ERR_NO_ERROR);
}

}  // namespace newswatch::kafka
