#include "daemon/pipeline/kafka_metrics.h"

#include <chrono>

namespace newswatch::daemon {
namespace {

using metrics::Metric;
using metrics::Sample;

double seconds(std::chrono::microseconds time) {
  return std::chrono::duration<double>(time).count();
}

void sample_broker(const kafka::BrokerStatistics& broker, const std::string& client,
                   Sample& sample) {
  const metrics::LabelValues labels{client, std::to_string(broker.id)};
  sample.take_highest(Metric::BrokerRoundTripAverage, seconds(broker.round_trip_average), labels);
  sample.take_highest(Metric::BrokerRoundTripP99, seconds(broker.round_trip_p99), labels);
  sample.add(Metric::BrokerRequestsWaiting, static_cast<double>(broker.waiting_requests), labels);
  sample.add(Metric::BrokerSendErrors, static_cast<double>(broker.send_errors), labels);
  sample.add(Metric::BrokerReceiveErrors, static_cast<double>(broker.receive_errors), labels);
  sample.add(Metric::BrokerRetries, static_cast<double>(broker.retries), labels);
}

}  // namespace

void sample_client(const kafka::ClientStatus& status, const std::string& client, Sample& sample) {
  const kafka::Statistics statistics = status.latest_statistics();
  sample.take_lowest(Metric::BrokersUp, static_cast<double>(statistics.brokers_up()));
  for (const kafka::BrokerStatistics& broker : statistics.brokers)
    sample_broker(broker, client, sample);
  if (client == "producer") {
    sample.add(Metric::ProducerQueueMessages, static_cast<double>(statistics.queued_messages));
    sample.add(Metric::ProducerQueueBytes, static_cast<double>(statistics.queued_bytes));
    return;
  }
  sample.add(Metric::Rebalances, static_cast<double>(statistics.rebalances));
  sample.add(Metric::AssignedPartitions, static_cast<double>(statistics.assigned_partitions));
  for (const kafka::PartitionLag& lag : status.lag()) {
    sample.add(Metric::ConsumerLagRecords, static_cast<double>(lag.lag_records),
               {lag.topic, std::to_string(lag.partition)});
  }
}

}  // namespace newswatch::daemon
