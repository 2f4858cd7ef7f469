#pragma once

#include <functional>
#include <optional>
#include <string>

#include "alerts/alert.h"
#include "base/timestamp.h"

namespace newswatch::alerts {

class JsonText;

/// @return one line: the CloudEvents envelope of `alert` round `data`, which tells its kind, its
///         rule, then what `put_rest` writes.
/// @param source  `/newswatch/<deployment>`. @param time  absent where none is known.
/// Source: CloudEvents 1.0, JSON event format.
std::string event_json(const Alert& alert, const std::string& source, std::optional<Timestamp> time,
                       const std::function<void(JsonText&)>& put_rest);

}  // namespace newswatch::alerts
