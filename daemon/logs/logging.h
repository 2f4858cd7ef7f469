#pragma once

#include <spdlog/logger.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "daemon/logs/log_config.h"

namespace newswatch::daemon {

/// Where log lines go, and what is told of them. Nothing here ever sees an article's text: whoever
/// logs names topics, offsets and codes.
struct LoggingOptions {
  LogConfig config;
  bool terminal = false;                        ///< What `LogFormat::Auto` goes by.
  std::function<void(std::string_view)> write;  ///< Gets one line with its newline at a time.
  std::function<std::chrono::steady_clock::time_point()> now;  ///< For holding back repeats.
  /// Told of every message, held back or not. May be empty.
  std::function<void(LogLevel, std::string_view message)> on_message;
};

/// Makes a logger that any thread may use.
///
/// Text: `2026-11-23T08:30:00.123Z WARN message`. JSON lines: `{"time": …, "level": "warn",
/// "message": …}`. In both, control characters come out escaped and bytes that are not UTF-8 as
/// U+FFFD, so that a message is one line and can't forge another.
///
/// Of equal warnings and of equal errors the first goes out at once, then at most one line in 30 s,
/// which tells how many were held back (JSON: `"repeated": 12`). What is still held back goes out
/// with whatever is logged after its 30 s, and with `flush()`.
std::shared_ptr<spdlog::logger> make_logger(LoggingOptions options);

/// Makes the logger behind `spdlog::info` and the like, writing to standard error. Once, in `main`.
/// @param on_message  as in `LoggingOptions`.
void start_logging(const LogConfig& config,
                   std::function<void(LogLevel, std::string_view)> on_message);

/// @return `debug`, `info`, `warn`, `error`.
std::string_view name_of(LogLevel level);

/// @param level  of syslog, as librdkafka uses them: 0 (emergency) to 7 (debug). Its `error` (3) is
///               a broker that went away, which it mends by itself: a warning of ours.
spdlog::level::level_enum from_syslog(int level);

/// @return `text` as it stands in a line: quotes and backslashes too are escaped for JSON.
std::string escaped(std::string_view text, bool json);

}  // namespace newswatch::daemon
