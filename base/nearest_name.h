#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newswatch {

/// @return the candidate that `name` is most likely a misspelling of, or nothing when none is near:
/// at most a third of
///         the longer one's letters may differ, at least one. Source: optimal string alignment
///         distance (Damerau 1964).
std::optional<std::string> nearest_name(std::string_view name,
                                        const std::vector<std::string>& candidates);

/// @return `; did you mean "topics"?`, or an empty text when no candidate is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace newswatch
