#include "daemon/logs/process_log.h"

#include <spdlog/spdlog.h>

#include "base/clock.h"
#include "daemon/logs/logging.h"

namespace newswatch::daemon {

void start_process_log(const LogConfig& config, metrics::Metrics& metrics,
                       RecentProblems& problems) {
  start_logging(config, [&](LogLevel level, std::string_view message) {
    metrics.counter(metrics::Metric::LogMessages, {std::string(name_of(level))}).Increment();
    problems.add(SystemClock().now(), level, message);
  });
}

void log_kafka(int syslog_level, std::string_view facility, std::string_view message) {
  spdlog::log(from_syslog(syslog_level), "kafka {}: {}", facility, message);
}

}  // namespace newswatch::daemon
