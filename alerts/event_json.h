#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "alerts/alert.h"
#include "base/timestamp.h"

namespace newswatch::alerts {

/// @return `{"id", "name", "severity", "labels", "version"}`.
nlohmann::ordered_json rule_json(const RuleSummary& rule);

/// @return one line: the CloudEvents envelope of `alert` round `data`. What is not UTF-8 in a text
///         becomes U+FFFD.
/// @param source  `/newswatch/<deployment>`. @param time  absent where none is known.
/// Source: CloudEvents 1.0, JSON event format.
std::string event_json(const Alert& alert, const std::string& source, std::optional<Timestamp> time,
                       nlohmann::ordered_json data);

}  // namespace newswatch::alerts
