#pragma once

#include <vector>

#include "base/timestamp.h"
#include "daemon/configuration/configuration.h"
#include "daemon/doctor/doctor.h"
#include "kafka/admin.h"

namespace newswatch::daemon {

/// @return what is right and wrong with files for TLS, their dates and who may read the secret
///         ones. That they are there and fit each other is for `load_configuration`.
std::vector<Finding> examine_files(const Configuration& configuration, Timestamp now);

/// @return whether this host's clock is kept right, by what the kernel knows of it. Certificates
/// and
///         tokens are judged by it, and articles dated.
Finding examine_clock();

/// @return which brokers' certificates end soon. One that has ended, nobody connects to.
std::vector<Finding> examine_certificates(const kafka::ClusterDescription& cluster, Timestamp now);

}  // namespace newswatch::daemon
