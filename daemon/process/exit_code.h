#pragma once

#include "base/error.h"

namespace newswatch::daemon {

/// What a command ends with. People script against these; there are no others.
enum class ExitCode {
  Fine = 0,
  Failed = 1,    ///< The check or the run failed.
  Usage = 2,     ///< The command line makes no sense.
  Fatal = 70,    ///< This process can't go on; start it again. (EX_SOFTWARE)
  Refused = 77,  ///< An identity or right was refused at the start. (EX_NOPERM)
  Config = 78,   ///< Bad configuration or rules. (EX_CONFIG)
};

/// @return what a process ends with that can't go on because of `error`.
inline ExitCode exit_code_for(const Error& error) {
  switch (error.code) {
    case ErrorCode::InvalidConfiguration:
    case ErrorCode::InvalidRules:
      return ExitCode::Config;
    case ErrorCode::Refused:
      return ExitCode::Refused;
    case ErrorCode::Fatal:
      return ExitCode::Fatal;
    default:
      return ExitCode::Failed;
  }
}

}  // namespace newswatch::daemon
