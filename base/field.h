#pragma once

#include <array>
#include <compare>
#include <string_view>

#include "base/byte_span.h"

namespace newswatch {

/// The parts of an article that queries and detectors read.
enum class Field { Title, Body, Author };

inline constexpr std::array kFields = {Field::Title, Field::Body, Field::Author};

/// @return the name in alerts and queries: `title`, `body`, `author`.
constexpr std::string_view name_of(Field field) {
  constexpr std::array<std::string_view, 3> kNames = {"title", "body", "author"};
  return kNames[static_cast<std::size_t>(field)];
}

/// A stretch of one field, in bytes of that field as decoded from JSON.
struct Place {
  Field field = Field::Body;
  ByteSpan span;

  auto operator<=>(const Place&) const = default;
};

}  // namespace newswatch
