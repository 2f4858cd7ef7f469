#include "publishers/messages.h"

#include <fmt/format.h>

#include <algorithm>

#include "publishers/traceparent.h"

namespace newswatch::publishers {
namespace {

constexpr std::size_t kTopicNameBytes = 249;
constexpr std::size_t kKeptKeyBytes = 4096;

bool is_legal(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-';
}

}  // namespace

std::string alert_topic(const RuleSummary& rule, const KafkaSinkOptions& options) {
  using Label = std::pair<std::string, std::string>;
  const auto label = std::ranges::find(rule.labels, options.topic_label, &Label::first);
  if (options.topic_label.empty() || label == rule.labels.end() || label->second.empty())
    return options.alert_topic;
  auto topic = options.alert_topic + ".";
  for (const char letter : label->second) topic += is_legal(letter) ? letter : '-';
  return topic.substr(0, kTopicNameBytes);
}

kafka::OutgoingMessage alert_message(const alerts::Alert& alert, const Record& record,
                                     const KafkaSinkOptions& options) {
  return {.topic = alert.near_miss ? options.near_miss_topic : alert_topic(alert.rule, options),
          .key = alert.rule.id.value,
          .payload = alert.json,
          .headers = {{"content-type", "application/cloudevents+json; charset=UTF-8"},
                      {"newswatch-rule", alert.rule.id.value},
                      {"newswatch-kind", std::string(alerts::name_of(alert.kind))},
                      {"newswatch-severity", alert.rule.severity},
                      {"traceparent", outgoing_traceparent(record.traceparent, alert.id)}}};
}

kafka::OutgoingMessage annotation_message(const alerts::Annotation& annotation,
                                          const Record& record, const KafkaSinkOptions& options) {
  return {.topic = options.annotation_topic,
          .key = annotation.article.value,
          .payload = annotation.json,
          .headers = {{"content-type", "application/json"},
                      {"traceparent", outgoing_traceparent(record.traceparent, annotation.id)}}};
}

kafka::OutgoingMessage truncated_annotation(kafka::OutgoingMessage annotation) {
  annotation.headers.emplace_back(
      "newswatch-message", fmt::format("annotation of {} bytes left out, more than its topic takes",
                                       annotation.size_bytes()));
  annotation.headers.emplace_back("newswatch-truncated", "true");
  annotation.payload = alerts::truncated_annotation_json(ArticleId(annotation.key));
  return annotation;
}

kafka::OutgoingMessage dead_letter_message(const Record& record, const Error& why,
                                           const KafkaSinkOptions& options) {
  kafka::OutgoingMessage message{
      .topic = options.dead_letter_topic,
      .key = record.key,
      .payload = record.payload,
      .headers = {{"newswatch-topic", record.origin.topic},
                  {"newswatch-partition", fmt::to_string(record.origin.partition)},
                  {"newswatch-offset", fmt::to_string(record.origin.offset)},
                  {"newswatch-code", std::string(name_of(why.code))},
                  {"newswatch-message", why.message}}};
  if (why.code == ErrorCode::CorruptBatch)
    message.headers.emplace_back("newswatch-truncated", "true");
  return message;
}

kafka::OutgoingMessage truncated(kafka::OutgoingMessage dead_letter) {
  for (auto& [name, value] : dead_letter.headers)
    if (name == "newswatch-message")
      value += fmt::format("; payload of {} bytes left out, more than the topic \"{}\" takes",
                           dead_letter.payload.size(), dead_letter.topic);
  dead_letter.headers.emplace_back("newswatch-truncated", "true");
  dead_letter.payload.clear();
  if (dead_letter.key.size() > kKeptKeyBytes) dead_letter.key.clear();
  return dead_letter;
}

Error too_large(std::string_view rule, std::size_t size_bytes) {
  return {ErrorCode::TooLarge,
          fmt::format("alert of rule \"{}\" has {} bytes, more than its topic takes", rule,
                      size_bytes)};
}

}  // namespace newswatch::publishers
