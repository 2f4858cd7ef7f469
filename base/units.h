#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newswatch {

/// @return bytes of `4MiB`, `64KiB`, `1GiB`, `512B` or a plain number; nothing for anything else.
std::optional<std::size_t> parse_size(std::string_view text);

/// @return `100ms`, `5s`, `10m`, `2h` or `1d`; nothing for anything else, a number without unit
/// too.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// @return what `parse_duration` reads, in the largest unit that needs no fraction: `36h`, `2d`.
std::string format_duration(std::chrono::milliseconds duration);

}  // namespace newswatch
