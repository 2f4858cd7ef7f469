#include "base/error.h"

namespace newswatch {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::TooLarge:
      return "too_large";
    case ErrorCode::NotUtf8:
      return "not_utf8";
    case ErrorCode::InvalidJson:
      return "invalid_json";
    case ErrorCode::WrongType:
      return "wrong_type";
    case ErrorCode::NoText:
      return "no_text";
    case ErrorCode::TooSlow:
      return "too_slow";
    case ErrorCode::Crashed:
      return "crashed";
    case ErrorCode::CorruptBatch:
      return "corrupt_batch";
    case ErrorCode::InvalidConfiguration:
      return "invalid_configuration";
    case ErrorCode::InvalidRules:
      return "invalid_rules";
    case ErrorCode::InvalidQuery:
      return "invalid_query";
    case ErrorCode::Unavailable:
      return "unavailable";
    case ErrorCode::Refused:
      return "refused";
    case ErrorCode::Aborted:
      return "aborted";
    case ErrorCode::Fatal:
      return "fatal";
    case ErrorCode::Io:
      return "io";
  }
  return "unknown";
}

}  // namespace newswatch
