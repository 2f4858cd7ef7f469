#include "kafka/admin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string_view>

#include "kafka/access_rights.h"
#include "kafka/connection_hooks.h"
#include "kafka/errors.h"
#include "kafka/handles.h"

namespace newswatch::kafka {
namespace {

struct FreeAdmin {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
  void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
  void operator()(rd_kafka_NewTopic_t* topic) const { rd_kafka_NewTopic_destroy(topic); }
  void operator()(rd_kafka_DeleteTopic_t* topic) const { rd_kafka_DeleteTopic_destroy(topic); }
  void operator()(rd_kafka_ConfigResource_t* resource) const {
    rd_kafka_ConfigResource_destroy(resource);
  }
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
    request.complaint_ = std::make_unique<std::string>();
    request.hooks_ = std::make_unique<ConnectionHooks>(identity_of(*properties, options),
                                                       options.oauth, request.complaint_.get());
    request.hooks_->add_to(conf->get());
    rd_kafka_conf_set_error_cb(conf->get(), &Request::on_error);
    rd_kafka_conf_set_log_cb(conf->get(), &Request::on_log);
    Text why{};
    request.client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf->get(), why.data(), why.size()));
    if (!request.client_) return fail(ErrorCode::InvalidConfiguration, why.data());
    static_cast<void>(conf->release());  // the client owns it now
    if (auto started = request.hooks_->start(request.client_.get()); !started)
      return Unexpected(started.error());
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
  const ConnectionHooks& hooks() const { return *hooks_; }
  rd_kafka_AdminOptions_t* options() const { return options_.get(); }
  rd_kafka_queue_t* queue() const { return queue_.get(); }

  /// @return what the client complained of last, or else `otherwise`.
  std::string complaint(std::string_view otherwise) {
    rd_kafka_poll(client_.get(), 0);
    return complaint_->empty() ? std::string(otherwise) : *complaint_;
  }

  /// The answer belongs to the request.
  Result<rd_kafka_event_t*> answer() {
    constexpr int kForEver = -1;  // the request has a time-out of its own
    event_.reset(rd_kafka_queue_poll(queue_.get(), kForEver));
    if (rd_kafka_event_error(event_.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return fail(ErrorCode::Unavailable, complaint(rd_kafka_event_error_string(event_.get())));
    }
    return event_.get();
  }

 private:
  // That no broker is up is what follows from the first complaint.
  static void on_error(rd_kafka_t* /*client*/, int error, const char* reason, void* opaque) {
    const auto& hooks = *static_cast<ConnectionHooks*>(opaque);
    auto& text = *static_cast<std::string*>(hooks.owner());
    if (!text.empty() && error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) return;
    const auto trouble = hooks.explain(static_cast<rd_kafka_resp_err_t>(error), reason);
    text = trouble ? trouble->text : reason;
  }
  // What matters is told as an error.
  static void on_log(const rd_kafka_t* /*client*/, int /*level*/, const char* /*facility*/,
                     const char* /*message*/) {}

  // In this order, so that the client goes last but for what it writes to.
  std::unique_ptr<std::string> complaint_;
  std::unique_ptr<ConnectionHooks> hooks_;
  Handle<rd_kafka_t> client_;
  Handle<rd_kafka_AdminOptions_t> options_;
  QueueHandle queue_;
  Handle<rd_kafka_event_t> event_;
};

/// @param operation  the right that it takes.
Result<void> check(const rd_kafka_topic_result_t* const* results, std::size_t count,
                   rd_kafka_resp_err_t harmless, std::string_view operation,
                   const Identity& identity) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto error = rd_kafka_topic_result_error(results[i]);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == harmless) continue;
    const std::string name = rd_kafka_topic_result_name(results[i]);
    if (is_refusal(error))
      return fail(ErrorCode::Refused, explain({operation, "topic", name}, identity));
    return fail(ErrorCode::Unavailable, fmt::format("topic {}: {}", name, rd_kafka_err2str(error)));
  }
  return {};
}

TopicDescription described(const std::string& name, const rd_kafka_metadata_topic_t& topic) {
  TopicDescription found{.name = name};
  if (topic.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    found.is_missing = is_unknown_topic(topic.err);
    found.is_refused = is_refusal(topic.err);
    found.error = rd_kafka_err2str(topic.err);
    return found;
  }
  found.partitions = topic.partition_cnt;
  const std::span partitions(topic.partitions, static_cast<std::size_t>(topic.partition_cnt));
  for (const auto& partition : partitions)
    found.replicas = found.replicas == 0 ? partition.replica_cnt
                                         : std::min(found.replicas, partition.replica_cnt);
  return found;
}

/// Adds one topic. Asked one by one: all at once would take over a cluster of many topics.
Result<void> describe_topic(Request& request, const std::string& name,
                            std::chrono::milliseconds wait, ClusterDescription& cluster) {
  const TopicHandle topic(rd_kafka_topic_new(request.client(), name.c_str(), nullptr));
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error = rd_kafka_metadata(request.client(), /*all_topics=*/0, topic.get(), &answer,
                                       static_cast<int>(wait.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
    return fail(is_refusal(error) ? ErrorCode::Refused : ErrorCode::Unavailable,
                request.complaint(rd_kafka_err2str(error)));
  const MetadataHandle metadata(answer);
  cluster.brokers = metadata->broker_cnt;
  if (metadata->topic_cnt == 1)
    cluster.topics.push_back(described(name, metadata->topics[0]));
  else
    cluster.topics.push_back({.name = name, .is_missing = true, .error = "no answer about it"});
  return {};
}

void read_settings(const rd_kafka_ConfigResource_t* resource, TopicDescription& topic) {
  const auto error = rd_kafka_ConfigResource_error(resource);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    topic.settings_error = rd_kafka_err2str(error);
    topic.settings_are_refused = is_refusal(error);
    return;
  }
  std::size_t count = 0;
  const auto* entries = rd_kafka_ConfigResource_configs(resource, &count);
  for (const auto* entry : std::span(entries, count)) {
    const char* value = rd_kafka_ConfigEntry_value(entry);
    if (value != nullptr) topic.settings.emplace(rd_kafka_ConfigEntry_name(entry), value);
  }
}

/// Of those that are there.
Result<void> describe_settings(Request& request, ClusterDescription& cluster) {
  std::vector<Handle<rd_kafka_ConfigResource_t>> owned;
  std::vector<rd_kafka_ConfigResource_t*> list;
  for (const TopicDescription& topic : cluster.topics) {
    if (!topic.error.empty()) continue;
    owned.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.name.c_str()));
    list.push_back(owned.back().get());
  }
  if (list.empty()) return {};
  rd_kafka_DescribeConfigs(request.client(), list.data(), list.size(), request.options(),
                           request.queue());
  const auto answer = request.answer();
  if (!answer) return Unexpected(answer.error());
  std::size_t count = 0;
  const auto* resources = rd_kafka_DescribeConfigs_result_resources(
      rd_kafka_event_DescribeConfigs_result(*answer), &count);
  for (const auto* resource : std::span(resources, count)) {
    const auto found = std::ranges::find(cluster.topics, rd_kafka_ConfigResource_name(resource),
                                         &TopicDescription::name);
    if (found != cluster.topics.end()) read_settings(resource, *found);
  }
  return {};
}

}  // namespace

Result<void> create_topics(const ConnectionOptions& options, const std::vector<NewTopic>& topics,
                           std::chrono::milliseconds wait) {
  auto request = Request::begin(options, RD_KAFKA_ADMIN_OP_CREATETOPICS, wait);
  if (!request) return Unexpected(request.error());
  std::vector<Handle<rd_kafka_NewTopic_t>> owned;
  std::vector<rd_kafka_NewTopic_t*> list;
  for (const NewTopic& topic : topics) {
    Text why{};
    owned.emplace_back(rd_kafka_NewTopic_new(topic.name.c_str(), topic.partitions,
                                             kDefaultReplication, why.data(), why.size()));
    if (!owned.back())
      return fail(ErrorCode::InvalidConfiguration,
                  fmt::format("topic {}: {}", topic.name, why.data()));
    for (const auto& [name, value] : topic.settings)
      rd_kafka_NewTopic_set_config(owned.back().get(), name.c_str(), value.c_str());
    list.push_back(owned.back().get());
  }
  rd_kafka_CreateTopics(request->client(), list.data(), list.size(), request->options(),
                        request->queue());
  const auto answer = request->answer();
  if (!answer) return Unexpected(answer.error());
  std::size_t count = 0;
  const auto* results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(*answer), &count);
  return check(results, count, RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS, "Create",
               request->hooks().identity());
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
  return check(results, count, RD_KAFKA_RESP_ERR_NO_ERROR, "Delete", request->hooks().identity());
}

Result<ClusterDescription> describe(const ConnectionOptions& options,
                                    const std::vector<std::string>& topics,
                                    std::chrono::milliseconds wait) {
  auto request = Request::begin(options, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, wait);
  if (!request) return Unexpected(request.error());
  ClusterDescription cluster;
  for (const std::string& name : topics)
    if (auto told = describe_topic(*request, name, wait, cluster); !told)
      return Unexpected(told.error());
  if (auto told = describe_settings(*request, cluster); !told) return Unexpected(told.error());
  cluster.certificates_valid_until = request->hooks().certificates().valid_until();
  cluster.identity = request->hooks().identity();
  return cluster;
}

}  // namespace newswatch::kafka
