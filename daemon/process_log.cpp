#include "daemon/process_log.h"

#include <spdlog/spdlog.h>

#include "daemon/logging.h"

namespace newswatch::daemon {

void start_process_log(const LogConfig& config, metrics::Metrics& metrics) {
  start_logging(config, [&metrics](LogLevel level) {
    metrics.counter(metrics::Metric::LogMessages, {std::string(name_of(level))}).Increment();
  });
}

void log_kafka(int syslog_level, std::string_view facility, std::string_view message) {
  spdlog::log(from_syslog(syslog_level), "kafka {}: {}", facility, message);
}

}  // namespace newswatch::daemon
