#pragma once

#include <string>

#include "daemon/process/exit_code.h"

namespace newswatch::daemon {

/// Shows the whole of Newswatch at work on a handful of sample articles, and ends.
///
/// A broker inside this process, or a real one; topics of its own, which a real broker loses again
/// at the end; the daemon as it runs everywhere; a producer that feeds the articles that the binary
/// carries along; and a consumer that prints each alert as it arrives. The broker inside the
/// process keeps no transactions, and nothing at all after the end: it proves nothing about
/// delivery.
/// @param brokers  of a real Kafka; empty: the broker inside this process.
/// @return `Failed` when anything of this did not work, or an alert is missing after a minute.
ExitCode run_demo(const std::string& brokers);

}  // namespace newswatch::daemon
