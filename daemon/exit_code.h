#pragma once

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

}  // namespace newswatch::daemon
