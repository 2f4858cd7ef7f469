#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "publishers/messages.h"
#include "publishers/sink_counts.h"

namespace newswatch::publishers {

/// What a message tells, which decides what becomes of it when its topic does not take it.
enum class Content { Alert, NearMiss, Annotation, DeadLetter, Detection, State };

/// A message on its way to Kafka, and what it may have to give up on the way.
struct Outgoing {
  kafka::OutgoingMessage message;
  Content content = Content::Alert;
  std::string identity;  ///< The same each time that its record is handled.
  std::shared_ptr<const Record> record = nullptr;  ///< Of an alert, near miss or detection.
  ErrorCode code{};                                ///< Of a dead letter.
  bool truncated = false;  ///< A dead letter or annotation that lost its payload already.
};

Outgoing outgoing_alert(const alerts::Alert& alert, std::shared_ptr<const Record> record,
                        const KafkaSinkOptions& options);
Outgoing outgoing_annotation(const alerts::Annotation& annotation, const Record& record,
                             const KafkaSinkOptions& options);
Outgoing outgoing_dead_letter(const Record& record, const Error& why,
                              const KafkaSinkOptions& options);

/// @return a message of one stage to another, about `record`.
/// @param identity  the same each time that the record is handled.
Outgoing outgoing_detection(kafka::OutgoingMessage message, std::string identity,
                            std::shared_ptr<const Record> record);
/// @return a message that must be taken as it is.
Outgoing outgoing_state(kafka::OutgoingMessage message);

/// Makes less of what its topic does not take: of an alert a dead letter of its article, of a dead
/// letter one without payload, of an annotation one without findings.
/// State can't be made smaller, and stays as it is.
void make_smaller(Outgoing& outgoing, const KafkaSinkOptions& options, SinkCounts& counts);

/// Counts what was safely published.
void count_published(const Outgoing& outgoing, SinkCounts& counts);

/// @return what to tell the operator of a failed message.
std::string advice(rd_kafka_resp_err_t error);

/// @return the label of the metric for a failed try.
PublishError reason_of(rd_kafka_resp_err_t error);

/// @return whether a message is larger than its topic takes, or a batch of messages is.
bool is_too_large(rd_kafka_resp_err_t error);

/// The records of messages that wait, one copy each however many messages are about it.
class SharedRecord {
 public:
  /// @return a copy, the same for calls with the same record one after the other.
  std::shared_ptr<const Record> of(const Record& record);

 private:
  std::shared_ptr<const Record> last_;
};

}  // namespace newswatch::publishers
