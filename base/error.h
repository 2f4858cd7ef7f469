#pragma once

#include <string>
#include <string_view>

namespace newswatch {

/// What kind of thing failed. The first group are the codes of dead letters: part of the contract
/// with whoever reads that topic, so their names never change.
enum class ErrorCode {
  TooLarge,
  NotUtf8,
  InvalidJson,
  WrongType,
  NoText,
  TooSlow,
  Crashed,
  CorruptBatch,

  InvalidConfiguration,
  InvalidRules,
  InvalidQuery,
  Unavailable,  ///< A broker, file or socket that may come back: try again.
  Refused,      ///< An identity or a right that was refused.
  Aborted,      ///< A transaction was given up: nothing of it holds, and its input comes again.
  Fatal,        ///< This process can't go on; a restarted one may.
  Io,
};

/// @return the name used in headers, metrics and messages: snake_case, as in `not_utf8`.
std::string_view name_of(ErrorCode code);

/// Why something failed. The message names the thing, the value and the limit, without a full stop.
struct Error {
  ErrorCode code;
  std::string message;
};

/// @return whether to try again: what failed may come back, or a right may be granted.
inline bool may_heal(const Error& error) {
  return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Refused;
}

}  // namespace newswatch
