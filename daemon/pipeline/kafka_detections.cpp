#include "daemon/pipeline/kafka_detections.h"

#include <fmt/format.h>

#include <utility>

namespace newswatch::daemon {

KafkaDetections::KafkaDetections(publishers::StageSink& sink, std::string topic)
    : sink_(sink), topic_(std::move(topic)) {}

Result<void> KafkaDetections::prepare(std::chrono::milliseconds wait) {
  const auto count = sink_.count_partitions(topic_, wait);
  if (!count) return Unexpected(count.error());
  partitions_ = *count;
  return {};
}

Result<void> KafkaDetections::put(const correlation::DetectionMessage& detection,
                                  const Record& record, BatchReport& /*report*/) {
  const auto time = detection.time();
  if (time && volume_.is_of_hour_before(*time)) {
    if (auto put = put_volumes(); !put) return put;
  }
  has_put_ = true;
  kafka::OutgoingMessage message{
      .topic = topic_,
      .key = detection.alert.rule.id.value,
      .payload = encode(detection),
      .headers = {},
      .partition = kafka::partition_of_key(detection.alert.rule.id.value, partitions_)};
  if (!record.traceparent.empty()) message.headers.emplace_back("traceparent", record.traceparent);
  return sink_.pass_on(std::move(message), fmt::format("detection {}", detection.alert.id), record);
}

Result<void> KafkaDetections::put(const correlation::ArticleNotice& notice, const Record& record,
                                  BatchReport& /*report*/) {
  has_put_ = true;
  const std::string payload = encode(notice);
  for (int partition = 0; partition < partitions_; ++partition) {
    auto sent = sink_.pass_on({.topic = topic_,
                               .key = notice.article.value,
                               .payload = payload,
                               .headers = {},
                               .partition = partition},
                              fmt::format("notice {}", notice.article.value), record);
    if (!sent) return sent;
  }
  return {};
}

Result<void> KafkaDetections::count(std::optional<Timestamp> time, BatchReport& /*report*/) {
  if (time) volume_.add(*time);
  return {};
}

Result<void> KafkaDetections::end_batch(BatchReport& /*report*/) {
  const auto now = Steady::now();
  if (volume_.is_empty() || (!has_put_ && now - volumes_at_ < kVolumesEvery)) return {};
  has_put_ = false;
  volumes_at_ = now;
  return put_volumes();
}

Result<void> KafkaDetections::put_volumes() {
  for (const correlation::VolumeMessage& volume : volume_.take()) {
    const std::string payload = encode(volume);
    for (int partition = 0; partition < partitions_; ++partition) {
      auto sent = sink_.keep(
          {.topic = topic_, .key = "", .payload = payload, .headers = {}, .partition = partition});
      if (!sent) return sent;
    }
  }
  return {};
}

void KafkaDetections::undone() {
  volume_.clear();
  has_put_ = false;
}

}  // namespace newswatch::daemon
