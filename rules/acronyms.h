#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newswatch::rules {

/// Finds an acronym that is an everyday word once folded: "US", "U.S.", "WHO".
/// @param text   a word or phrase of a query, as written.
/// @param words  how many words it has.
/// @return a sentence that says so and what to write instead, without a full stop.
std::optional<std::string> warn_of_acronym(std::string_view text, std::size_t words);

}  // namespace newswatch::rules
