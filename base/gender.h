#pragma once

#include <cstdint>

namespace newswatch {

/// By which pronouns a person goes, as far as is known.
enum class Gender : std::uint8_t { Unknown, Female, Male };

}  // namespace newswatch
