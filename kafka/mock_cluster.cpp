#include "kafka/mock_cluster.h"

#include <fmt/format.h>

#include <array>

namespace newswatch::kafka {

Result<std::unique_ptr<MockCluster>> MockCluster::create() {
  auto* conf = rd_kafka_conf_new();
  rd_kafka_conf_set_log_cb(conf, nullptr);
  std::array<char, 512> reason{};
  auto* host = rd_kafka_new(RD_KAFKA_PRODUCER, conf, reason.data(), reason.size());
  if (host == nullptr) {
    rd_kafka_conf_destroy(conf);
    return fail(ErrorCode::Unavailable, fmt::format("broker in memory: {}", reason.data()));
  }
  auto* cluster = rd_kafka_mock_cluster_new(host, 1);
  if (cluster == nullptr) {
    rd_kafka_destroy(host);
    return fail(ErrorCode::Unavailable, "broker in memory: no port to listen on");
  }
  return std::make_unique<MockCluster>(Key(), host, cluster);
}

MockCluster::MockCluster(Key /*key*/, rd_kafka_t* host, rd_kafka_mock_cluster_t* cluster)
    : host_(host), cluster_(cluster) {}

MockCluster::~MockCluster() {
  rd_kafka_mock_cluster_destroy(cluster_);
  rd_kafka_destroy(host_);
}

Result<void> MockCluster::create_topic(const std::string& name, int partitions) {
  const auto error = rd_kafka_mock_topic_create(cluster_, name.c_str(), partitions, 1);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return fail(ErrorCode::Unavailable,
              fmt::format("topic \"{}\": {}", name, rd_kafka_err2str(error)));
}

std::string MockCluster::brokers() const { return rd_kafka_mock_cluster_bootstraps(cluster_); }

}  // namespace newswatch::kafka
