#pragma once

#include <memory>
#include <string>

#include "kafka/client_status.h"
#include "metrics/metrics.h"

namespace newswatch::daemon {

/// Adds what one Kafka client knows of its brokers, and a consumer's partitions, to a scrape.
/// @param client  the label value: `consumer` or `producer`.
void sample_client(const kafka::ClientStatus& status, const std::string& client,
                   metrics::Sample& sample);

}  // namespace newswatch::daemon
