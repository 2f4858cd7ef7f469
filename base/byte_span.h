#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace newswatch {

/// A half-open range of bytes in a UTF-8 text.
struct ByteSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  auto operator<=>(const ByteSpan&) const = default;

  std::uint32_t size_bytes() const { return end - begin; }
  /// @param text  the text that the span was made for; it must outlive the result.
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

}  // namespace newswatch
