#include "publishers/sink_counts.h"

namespace newswatch::publishers {

std::string_view name_of(PublishError reason) {
  switch (reason) {
    case PublishError::TimedOut:
      return "timed_out";
    case PublishError::Transport:
      return "transport";
    case PublishError::NotEnoughReplicas:
      return "not_enough_replicas";
    case PublishError::Refused:
      return "refused";
    case PublishError::UnknownTopic:
      return "unknown_topic";
    case PublishError::TooLarge:
      return "too_large";
    case PublishError::Fatal:
      return "fatal";
    case PublishError::Io:
      return "io";
    case PublishError::Other:
      break;
  }
  return "other";
}

}  // namespace newswatch::publishers
