#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "kafka/producer.h"
#include "publishers/outgoing.h"
#include "publishers/sink.h"
#include "publishers/stage_sink.h"

namespace newswatch::publishers {

/// What sinks to Kafka topics have in common: what is handed over becomes a message. How messages
/// become safe is for each kind to say.
class TopicSink : public Sink, public StageSink {
 public:
  Result<void> publish(const alerts::Alert& alert, const Record& record) override;
  Result<void> publish(const alerts::Annotation& annotation, const Record& record) override;
  Result<void> dead_letter(const Record& record, const Error& why) override;
  Result<void> pass_on(kafka::OutgoingMessage message, std::string identity,
                       const Record& record) override;
  Result<void> keep(kafka::OutgoingMessage message) override;
  Result<int> count_partitions(const std::string& topic, std::chrono::milliseconds wait) override;

  /// Health and statistics, for any thread; outlives the sink.
  std::shared_ptr<const kafka::ClientStatus> status() const { return producer_->status(); }

 protected:
  TopicSink(std::unique_ptr<kafka::Producer> producer, KafkaSinkOptions options);

  /// Errors: `Fatal`.
  virtual Result<void> hand_over(Outgoing outgoing) = 0;

  kafka::Producer& producer() { return *producer_; }
  const KafkaSinkOptions& options() const { return options_; }

 private:
  std::unique_ptr<kafka::Producer> producer_;
  KafkaSinkOptions options_;
  SharedRecord records_;
};

}  // namespace newswatch::publishers
