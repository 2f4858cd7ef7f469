#pragma once

namespace newswatch::daemon {

/// What a person must do: nothing, nothing, look today, act now.
enum class LogLevel { Debug, Info, Warn, Error };

/// Auto: text on a terminal, JSON lines otherwise.
enum class LogFormat { Auto, Text, Json };

/// The section `log`.
struct LogConfig {
  LogLevel level = LogLevel::Info;
  LogFormat format = LogFormat::Auto;
};

}  // namespace newswatch::daemon
