#include "publishers/outgoing.h"

#include <fmt/format.h>

#include <utility>

#include "kafka/errors.h"

namespace newswatch::publishers {
namespace {

bool is_same(const Record& a, const Record& b) {
  return a.origin.offset == b.origin.offset && a.origin.partition == b.origin.partition &&
         a.origin.topic == b.origin.topic;
}

}  // namespace

Outgoing outgoing_alert(const alerts::Alert& alert, std::shared_ptr<const Record> record,
                        const KafkaSinkOptions& options) {
  auto message = alert_message(alert, *record, options);
  return {.message = std::move(message),
          .content = alert.near_miss ? Content::NearMiss : Content::Alert,
          .identity = fmt::format("alert {}", alert.id),
          .record = std::move(record)};
}

Outgoing outgoing_annotation(const alerts::Annotation& annotation, const Record& record,
                             const KafkaSinkOptions& options) {
  return {.message = annotation_message(annotation, record, options),
          .content = Content::Annotation,
          .identity = fmt::format("annotation {}", annotation.id)};
}

Outgoing outgoing_dead_letter(const Record& record, const Error& why,
                              const KafkaSinkOptions& options) {
  return {.message = dead_letter_message(record, why, options),
          .content = Content::DeadLetter,
          .identity = fmt::format("dead letter {}[{}] {}", record.origin.topic,
                                  record.origin.partition, record.origin.offset),
          .code = why.code};
}

Outgoing outgoing_detection(kafka::OutgoingMessage message, std::string identity,
                            std::shared_ptr<const Record> record) {
  return {.message = std::move(message),
          .content = Content::Detection,
          .identity = std::move(identity),
          .record = std::move(record)};
}

Outgoing outgoing_state(kafka::OutgoingMessage message) {
  return {.message = std::move(message), .content = Content::State, .identity = "state"};
}

void make_smaller(Outgoing& outgoing, const KafkaSinkOptions& options, SinkCounts& counts) {
  if (outgoing.content == Content::State) return;
  if (outgoing.record) {
    const auto why = too_large(outgoing.message.key, outgoing.message.size_bytes());
    outgoing.message = dead_letter_message(*outgoing.record, why, options);
    outgoing.content = Content::DeadLetter;
    outgoing.record = nullptr;
    outgoing.code = why.code;
    return;
  }
  outgoing.truncated = true;
  if (outgoing.content == Content::Annotation) {
    outgoing.message = truncated_annotation(std::move(outgoing.message));
    ++counts.annotations_too_large;
  } else {
    outgoing.message = truncated(std::move(outgoing.message));
  }
}

void count_published(const Outgoing& outgoing, SinkCounts& counts) {
  switch (outgoing.content) {
    case Content::Alert:
      ++counts.alerts;
      break;
    case Content::NearMiss:
      ++counts.near_misses;
      break;
    case Content::Annotation:
      ++counts.annotations;
      break;
    case Content::Detection:
    case Content::State:
      break;
    case Content::DeadLetter:
      ++counts.dead_letters[outgoing.code];
      break;
  }
}

std::string advice(rd_kafka_resp_err_t error) {
  if (kafka::is_unknown_topic(error)) return "does not exist: create it";
  return rd_kafka_err2str(error);
}

PublishError reason_of(rd_kafka_resp_err_t error) {
  if (kafka::is_refusal(error)) return PublishError::Refused;
  if (kafka::is_unknown_topic(error)) return PublishError::UnknownTopic;
  if (kafka::classify(error) == ErrorCode::Fatal) return PublishError::Fatal;
  switch (error) {
    case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
    case RD_KAFKA_RESP_ERR__TIMED_OUT:
    case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
      return PublishError::TimedOut;
    case RD_KAFKA_RESP_ERR__TRANSPORT:
    case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
      return PublishError::Transport;
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS:
    case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND:
      return PublishError::NotEnoughReplicas;
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
      return PublishError::TooLarge;
    default:
      return PublishError::Other;
  }
}

bool is_too_large(rd_kafka_resp_err_t error) { return reason_of(error) == PublishError::TooLarge; }

std::shared_ptr<const Record> SharedRecord::of(const Record& record) {
  if (!last_ || !is_same(*last_, record)) last_ = std::make_shared<const Record>(record);
  return last_;
}

}  // namespace newswatch::publishers
