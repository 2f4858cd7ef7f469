#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace newswatch::alerts {

/// @return what `alerts/alert.schema.json` says against an alert; nothing when it is valid.
std::vector<std::string> schema_errors(const nlohmann::json& alert);

/// @return the same of `alerts/annotation.schema.json` and an annotation.
std::vector<std::string> annotation_schema_errors(const nlohmann::json& annotation);

}  // namespace newswatch::alerts
