#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newswatch {

/// Writes the binary form of what is kept between runs.
///
/// Numbers take seven bits a byte, the lowest first, the highest bit set on all but the last;
/// signed ones are folded into even and odd numbers before. Source: Protocol Buffers, encoding of
/// varint and sint64.
class ByteWriter {
 public:
  void number(std::uint64_t value);
  void signed_number(std::int64_t value);
  void real(double value);  ///< IEEE 754, eight bytes, the lowest first.
  void flag(bool value) { number(value ? 1 : 0); }
  void text(std::string_view value);  ///< Its length, then its bytes.

  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what `ByteWriter` wrote. Bytes may come from anywhere: a read past the end, or of a number
/// that is none, gives 0 or an empty text and makes `ended_well` false for good.
class ByteReader {
 public:
  /// @param bytes  borrowed.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number();
  std::int64_t signed_number();
  double real();  ///< Infinities and what is no number make `ended_well` false.
  bool flag();    ///< Anything but 0 and 1 does, too.
  std::string_view text();
  /// The number of elements that follow, each of at least `least_bytes` bytes: one that the rest
  /// has no room for is refused before anybody makes room for it.
  std::size_t count(std::size_t least_bytes);

  /// @return whether everything was there, and nothing is left.
  bool ended_well() const { return well_ && rest_.empty(); }
  /// @return whether everything so far was there.
  bool is_well() const { return well_; }

 private:
  void fail();

  std::string_view rest_;
  bool well_ = true;
};

}  // namespace newswatch
