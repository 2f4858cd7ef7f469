#pragma once

#include <librdkafka/rdkafka.h>
// It wants rdkafka.h before it.
#include <librdkafka/rdkafka_mock.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace newswatch::kafka {

/// A Kafka broker inside this process, in memory: for `newswatch demo` and for tests. Other
/// processes can connect to it too. It keeps the last 5 MiB of each partition, knows groups and
/// committed offsets, no access lists, no TLS. The first member of a group waits 3 s for others.
/// Source: rdkafka_mock.h of librdkafka, which calls it experimental.
class MockCluster {
  struct Key {
    explicit Key() = default;
  };

 public:
  /// Errors: `Unavailable`.
  static Result<std::unique_ptr<MockCluster>> create();
  /// For `create` alone.
  MockCluster(Key, rd_kafka_t* host, rd_kafka_mock_cluster_t* cluster);
  MockCluster(const MockCluster&) = delete;
  MockCluster& operator=(const MockCluster&) = delete;
  ~MockCluster();

  /// Errors: `Unavailable`, when it exists already.
  Result<void> create_topic(const std::string& name, int partitions);

  /// @return `127.0.0.1:port`.
  std::string brokers() const;

  /// For injecting failures.
  rd_kafka_mock_cluster_t* handle() const { return cluster_; }

 private:
  rd_kafka_t* host_;  // runs the broker's thread
  rd_kafka_mock_cluster_t* cluster_;
};

}  // namespace newswatch::kafka
