#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newswatch::importers {

/// @param words  folded, one blank between words: "united states", "french", "barbados".
/// @return the code of the country whose name or adjective this is: of the table in text/, else by
///         its English name in ICU. Any thread may call. Source: CLDR.
std::optional<std::string> country_named(std::string_view words);

/// @param text  a country as lists write it: a code ("US"), a name, "the Kingdom of Denmark".
/// @return its code; nothing when there is none.
std::optional<std::string> country_code(std::string_view text);

}  // namespace newswatch::importers
