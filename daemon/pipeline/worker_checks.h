#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/admin/admin_server.h"
#include "daemon/pipeline/worker.h"

namespace newswatch::daemon {

// What may be asked of running workers, by any thread.

using Workers = std::span<const std::unique_ptr<Worker>>;

/// @return of each worker whether its consumer is in its group, and whether its clients reach a
///         broker and are refused nothing; of the second stage, whether it knows the state.
std::vector<Check> readiness_of(Workers workers);

/// @return of each worker whether its pipeline came round lately, or has ended.
std::vector<Check> liveness_of(Workers workers);

/// @return the first right or identity that is refused, in words.
std::optional<std::string> refusal_of(Workers workers);

/// @return how many records wait in their partitions.
std::uint64_t waiting_for(Workers workers);

}  // namespace newswatch::daemon
