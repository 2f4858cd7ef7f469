#include "kafka/admin.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string_view>

#include "kafka/access_rights.h"
#include "kafka/admin_request.h"
#include "kafka/errors.h"
#include "kafka/handles.h"

namespace newswatch::kafka {
namespace {

struct FreeAdmin {
  void operator()(rd_kafka_NewTopic_t* topic) const { rd_kafka_NewTopic_destroy(topic); }
  void operator()(rd_kafka_DeleteTopic_t* topic) const { rd_kafka_DeleteTopic_destroy(topic); }
  void operator()(rd_kafka_ConfigResource_t* resource) const {
    rd_kafka_ConfigResource_destroy(resource);
  }
};
template <typename T>
using Handle = std::unique_ptr<T, FreeAdmin>;

using Text = std::array<char, 512>;
constexpr std::int16_t kDefaultReplication = -1;

Result<AdminRequest> begin(const ConnectionOptions& options, std::chrono::milliseconds wait) {
  const auto properties = producer_properties(options);
  if (!properties) return Unexpected(properties.error());
  return AdminRequest::begin(*properties, options, wait);
}

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
Result<void> describe_topic(AdminRequest& request, const std::string& name,
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
Result<void> describe_settings(AdminRequest& request, ClusterDescription& cluster) {
  std::vector<Handle<rd_kafka_ConfigResource_t>> owned;
  std::vector<rd_kafka_ConfigResource_t*> list;
  for (const TopicDescription& topic : cluster.topics) {
    if (!topic.error.empty()) continue;
    owned.emplace_back(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.name.c_str()));
    list.push_back(owned.back().get());
  }
  if (list.empty()) return {};
  rd_kafka_DescribeConfigs(request.client(), list.data(), list.size(),
                           request.options(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS), request.queue());
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
  auto request = begin(options, wait);
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
  rd_kafka_CreateTopics(request->client(), list.data(), list.size(),
                        request->options(RD_KAFKA_ADMIN_OP_CREATETOPICS), request->queue());
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
  auto request = begin(options, wait);
  if (!request) return Unexpected(request.error());
  std::vector<Handle<rd_kafka_DeleteTopic_t>> owned;
  std::vector<rd_kafka_DeleteTopic_t*> list;
  for (const std::string& topic : topics) {
    owned.emplace_back(rd_kafka_DeleteTopic_new(topic.c_str()));
    list.push_back(owned.back().get());
  }
  rd_kafka_DeleteTopics(request->client(), list.data(), list.size(),
                        request->options(RD_KAFKA_ADMIN_OP_DELETETOPICS), request->queue());
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
  auto request = begin(options, wait);
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
