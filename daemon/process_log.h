#pragma once

#include <string_view>

#include "daemon/log_config.h"
#include "metrics/metrics.h"

namespace newswatch::daemon {

/// Starts the log of the process, and counts its messages by level. Once, before anything is
/// logged.
/// @param metrics  borrowed, as long as anything is logged.
void start_process_log(const LogConfig& config, metrics::Metrics& metrics);

/// A `kafka::LogFunction`: librdkafka's lines go where ours go.
void log_kafka(int syslog_level, std::string_view facility, std::string_view message);

}  // namespace newswatch::daemon
