#pragma once

#include <chrono>
#include <string>

#include "base/result.h"
#include "kafka/connection_options.h"

namespace newswatch::kafka {

/// Asks whether this user may be a member of a group (`Read`), which a list of topics does not
/// tell. Brokers do not answer that to everybody; so it tries to commit an offset of a topic that
/// is not there, which they refuse either way, for one reason or the other. Nothing changes.
/// Errors: `Unavailable`; `InvalidConfiguration`.
Result<bool> may_join(const ConnectionOptions& options, const std::string& group,
                      std::chrono::milliseconds wait);

/// Asks whether this user may use transactions (`Write`) under ids that begin with
/// `options.transactional_prefix`. It asks for one that would last for 24 days, which brokers
/// refuse either way unless they were told to grant so much; then they note an id that nobody uses.
/// Errors: `Unavailable`; `InvalidConfiguration`.
Result<bool> may_use_transactions(const ConnectionOptions& options, std::chrono::milliseconds wait);

}  // namespace newswatch::kafka
