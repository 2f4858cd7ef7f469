#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace newswatch::alerts {

/// @return what `alerts/alert.schema.json` says against an alert; nothing when it is valid.
std::vector<std::string> schema_errors(const nlohmann::json& alert);

}  // namespace newswatch::alerts
