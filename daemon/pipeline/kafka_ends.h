#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "daemon/configuration/configuration.h"
#include "daemon/pipeline/delivery.h"
#include "publishers/stage_sink.h"

namespace newswatch::daemon {

/// What a pipeline reads, as which member of which group.
struct KafkaRole {
  std::vector<std::string> topics;
  std::string group;
  std::string member;      ///< A name that no other member of the group has.
  bool is_static = false;  ///< Whether it keeps that name over restarts.
  /// Whether it fetches one batch of a partition at a time, so that those in front of a deadly one
  /// come through.
  bool is_careful = false;
};

/// Both ends of a pipeline on Kafka, and how they are joined.
struct KafkaEnds {
  std::unique_ptr<consumers::KafkaSource> source;
  std::unique_ptr<publishers::Sink> sink;
  publishers::StageSink* stage_sink = nullptr;  ///< The same object.
  std::unique_ptr<Delivery> delivery;           ///< Of both: it goes first.
  std::shared_ptr<const kafka::ClientStatus> producer_status;
  std::shared_ptr<const kafka::ClientStatus> state_status;  ///< Null where no state is read.
};

/// Connects; what fails on the way is logged. Errors: `InvalidConfiguration`.
Result<KafkaEnds> connect(const Configuration& configuration, const KafkaRole& role);

}  // namespace newswatch::daemon
