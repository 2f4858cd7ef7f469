#include "publishers/topic_sink.h"

#include <utility>

namespace newswatch::publishers {

TopicSink::TopicSink(std::unique_ptr<kafka::Producer> producer, KafkaSinkOptions options)
    : producer_(std::move(producer)), options_(std::move(options)) {}

Result<void> TopicSink::publish(const alerts::Alert& alert, const Record& record) {
  return hand_over(outgoing_alert(alert, records_.of(record), options_));
}

Result<void> TopicSink::publish(const alerts::Annotation& annotation, const Record& record) {
  return hand_over(outgoing_annotation(annotation, record, options_));
}

Result<void> TopicSink::dead_letter(const Record& record, const Error& why) {
  return hand_over(outgoing_dead_letter(record, why, options_));
}

Result<void> TopicSink::pass_on(kafka::OutgoingMessage message, std::string identity,
                                const Record& record) {
  return hand_over(
      outgoing_detection(std::move(message), std::move(identity), records_.of(record)));
}

Result<void> TopicSink::keep(kafka::OutgoingMessage message) {
  return hand_over(outgoing_state(std::move(message)));
}

Result<int> TopicSink::count_partitions(const std::string& topic, std::chrono::milliseconds wait) {
  return producer_->count_partitions(topic, wait);
}

}  // namespace newswatch::publishers
