#pragma once

#include <string>
#include <string_view>

#include "alerts/alert.h"
#include "alerts/annotation.h"
#include "base/record.h"
#include "kafka/producer.h"

namespace newswatch::publishers {

/// Topics of a Kafka sink.
struct KafkaSinkOptions {
  std::string alert_topic = "newswatch.alerts";
  std::string
      topic_label;  ///< Rules with this label publish to a topic of their own; may be empty.
  std::string dead_letter_topic = "newswatch.dead-letters";
  std::string near_miss_topic = {};   ///< May be empty where there are no near misses.
  std::string annotation_topic = {};  ///< May be empty where there are no annotations.
};

/// @return the topic of a rule's alerts: `alert_topic`, or `alert_topic.VALUE` where the rule has
///         the label `topic_label` with a value. In the value each byte that Kafka does not allow
///         in a name (all but letters, digits, `.`, `_`, `-`) becomes `-`; the whole is cut at
///         Kafka's 249 bytes.
std::string alert_topic(const RuleSummary& rule, const KafkaSinkOptions& options);

/// @return the record of an alert or near miss: key = rule id, value = the CloudEvents JSON,
/// headers content-type,
///         newswatch-rule, newswatch-kind, newswatch-severity and traceparent.
kafka::OutgoingMessage alert_message(const alerts::Alert& alert, const Record& record,
                                     const KafkaSinkOptions& options);

/// @return the record of an annotation: key = article id, value = its JSON, headers content-type,
///         traceparent.
kafka::OutgoingMessage annotation_message(const alerts::Annotation& annotation,
                                          const Record& record, const KafkaSinkOptions& options);

/// @return what goes out in place of an annotation that its topic does not take: nothing found, so
///         that a compacted topic forgets what an older version of the article said. The header
///         newswatch-truncated says so, newswatch-message gives the size.
kafka::OutgoingMessage truncated_annotation(kafka::OutgoingMessage annotation);

/// @return the record as it came, with headers newswatch-topic, -partition, -offset, -code and
///         -message; of a corrupt batch, whose bytes nobody has, newswatch-truncated besides.
kafka::OutgoingMessage dead_letter_message(const Record& record, const Error& why,
                                           const KafkaSinkOptions& options);

/// @return the same without the payload (and without a key over 4 KiB), for a topic that takes no
///         more; the header newswatch-truncated says so and newswatch-message gives the size.
kafka::OutgoingMessage truncated(kafka::OutgoingMessage dead_letter);

/// @return why the article of an alert goes to the dead letters when its alert can't be published.
Error too_large(std::string_view rule, std::size_t size_bytes);

}  // namespace newswatch::publishers
