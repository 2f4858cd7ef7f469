#pragma once

#include <string_view>

#include "daemon/logs/log_config.h"
#include "daemon/logs/recent_problems.h"
#include "metrics/metrics.h"

namespace newswatch::daemon {

/// Starts the log of the process, and counts its messages by level, and keeps the last
/// warnings and errors. Once, before anything is
/// logged.
/// @param metrics, problems  borrowed, as long as anything is logged.
void start_process_log(const LogConfig& config, metrics::Metrics& metrics,
                       RecentProblems& problems);

/// A `kafka::LogFunction`: librdkafka's lines go where ours go.
void log_kafka(int syslog_level, std::string_view facility, std::string_view message);

}  // namespace newswatch::daemon
