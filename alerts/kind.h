#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace newswatch::alerts {

/// What an alert is about. Their numbers stand in records of Kafka: new ones go to the end.
enum class Kind : std::uint8_t { Topic, Official, Statement, Surge, Digest, Retraction };

/// @return the name in alerts: `topic`, `surge`.
std::string_view name_of(Kind kind);

/// @return all names, in the order of their numbers.
std::vector<std::string_view> kind_names();

/// @return the kind of this number, if it is one that detectors find in articles; others come of
/// many articles.
std::optional<Kind> kind_of_detections(std::uint64_t number);

}  // namespace newswatch::alerts
